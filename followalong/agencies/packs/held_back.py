"""What the law of the place lets be kept out of a person's copy of their record."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .reader import Table
from .sources import Provenance, provenance_of
from .text import Text


@dataclass(frozen=True)
class HeldBackRule:
    """One reason that holds here; `law` names the place in the law, for the person to look up."""

    reason: str
    law: Text
    provenance: Provenance


def read_held_back(
    file: Table, reasons: tuple[str, ...], sources: dict[str, Provenance]
) -> Mapping[str, HeldBackRule]:
    """The reasons that this pack names; every other one is no reason here."""
    table = file.table("held_back")
    for key, _row in table.each():
        if key not in reasons:
            raise table.error(key, "no such reason in held_back.reason")
    rules = {key: _rule(key, row, sources) for key, row in table.each()}
    if not rules:
        raise table.error("", "a pack needs at least one")
    return MappingProxyType(rules)


def _rule(reason: str, table: Table, sources: dict[str, Provenance]) -> HeldBackRule:
    rule = HeldBackRule(reason, table.text("law"), provenance_of(table, sources))
    table.finish()
    return rule
