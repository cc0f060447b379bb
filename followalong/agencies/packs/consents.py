"""How each kind of consent may be given, and when it ends by itself (domain.md 7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .reader import Table
from .sources import Provenance, provenance_of

METHODS = ("PAPER", "ON_SCREEN", "VERBAL_RECORDED")
ENDS = ("until_revoked", "after_months", "job_end", "study_end", "service_end")


@dataclass(frozen=True)
class ConsentDefault:
    """What a pack says about one kind of consent.

    `ends` names the event, `months` or `days_after` say how long; `with_service` that it never
    outlasts the program it was given in. A legal basis may ask for
    more than the pack in general, so `methods_by_basis` comes first where it applies.
    """

    type: str
    methods: tuple[str, ...]
    methods_by_basis: Mapping[str, tuple[str, ...]]
    ends: str
    months: int | None
    days_after: int
    with_service: bool
    copy_given: bool
    provenance: Provenance

    def methods_for(self, basis: str | None = None) -> tuple[str, ...]:
        """The methods allowed under this legal basis; of an unknown one, those that each allows."""
        if basis:
            return self.methods_by_basis.get(basis, self.methods)
        narrower = self.methods_by_basis.values()
        return tuple(one for one in self.methods if all(one in few for few in narrower))


def read_consent(
    kind: str, table: Table, bases: tuple[str, ...], sources: dict[str, Provenance]
) -> ConsentDefault:
    """One consent rule; `bases` are the legal bases the pack knows."""
    by_basis = table.table("methods_by_basis", {})
    for basis in by_basis.data:
        if basis not in bases:
            raise table.error("methods_by_basis", f"the pack has no legal basis {basis!r}")
    found = ConsentDefault(
        type=kind,
        methods=_methods(table, "methods"),
        methods_by_basis=MappingProxyType({b: _methods(by_basis, b) for b in by_basis.data}),
        ends=table.choice("ends", ENDS),
        months=table.whole("months", None),
        days_after=table.whole("days_after", 0),
        with_service=table.truth("with_service", False),
        copy_given=table.truth("copy_given", False),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    if (found.ends == "after_months") != (found.months is not None):
        raise table.error("months", "goes with ends = 'after_months', and only with it")
    return found


def _methods(table: Table, key: str) -> tuple[str, ...]:
    methods = table.many(key, str, "methods")
    if not methods or not set(methods) <= set(METHODS):
        raise table.error(key, f"must be one or more of {', '.join(METHODS)}")
    return methods
