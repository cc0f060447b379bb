"""How long the law of a place, as far as anybody looked it up, wants a kind of record kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .reader import Table
from .sources import Provenance, provenance_of


@dataclass(frozen=True)
class RetentionRule:
    """What a pack says about one kind of record, in years after the last service.

    `at_least` is what an agency may not go below; `years` holds until an agency sets its own.
    Where the sources name no number, both are empty: nothing is proposed before somebody says.
    """

    kind: str
    at_least: int | None
    years: int | None
    provenance: Provenance


def read_retention(
    tables: Mapping[str, Table], kinds: tuple[str, ...], sources: dict[str, Provenance], file: Table
) -> Mapping[str, RetentionRule]:
    """Every kind of record has its rule, and no other."""
    for kind in kinds:
        if kind not in tables:
            raise file.error(f"retention.{kind}", "missing; every pack must say it")
    for kind, table in tables.items():
        if kind not in kinds:
            raise table.error("", "no such kind in retention.kind")
    return MappingProxyType({kind: _rule(kind, tables[kind], sources) for kind in kinds})


def _rule(kind: str, table: Table, sources: dict[str, Provenance]) -> RetentionRule:
    rule = RetentionRule(
        kind=kind,
        at_least=table.whole("at_least", None),
        years=table.whole("years", None),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    if rule.years is not None and rule.years < (rule.at_least or 0):
        raise table.error("years", "less than at_least")
    return rule
