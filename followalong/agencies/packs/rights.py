"""By when a person's request about their own record is answered, and where free help is."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .reader import Table
from .sources import Provenance, provenance_of
from .timing import CALENDARS


@dataclass(frozen=True)
class RightsRule:
    """What a pack says about one kind of request.

    `later_days` is by how much an answer may be put off, once and with a reason; 0 is not at all.
    """

    kind: str
    days: int
    calendar: str
    later_days: int
    provenance: Provenance


def read_rights(
    tables: Mapping[str, Table], kinds: tuple[str, ...], sources: dict[str, Provenance], file: Table
) -> Mapping[str, RightsRule]:
    """Every kind of request has its rule, and no other."""
    for kind in kinds:
        if kind not in tables:
            raise file.error(f"rights.{kind}", "missing; every pack must say it")
    for kind, table in tables.items():
        if kind not in kinds:
            raise table.error("", "no such kind in rights_request.kind")
    return MappingProxyType({kind: _rule(kind, tables[kind], sources) for kind in kinds})


def _rule(kind: str, table: Table, sources: dict[str, Provenance]) -> RightsRule:
    rule = RightsRule(
        kind=kind,
        days=table.whole("days"),
        calendar=table.choice("calendar", CALENDARS),
        later_days=table.whole("later_days", 0),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    if rule.days < 1 or rule.later_days < 0:
        raise table.error("days", "an answer takes at least a day")
    return rule
