"""Counts of people that may be shown: no small number, nor any that gives one away.

A number from 1 to one less than the pack's minimum is hidden (standards.md PRV-05, PRV-06). Where
numbers add up to one that is shown, what is hidden among them could be worked out, or narrowed down
to a small number: until it can't, the next smallest of them is hidden too.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """Names whose numbers add up to a total: one of the table, or one that everybody knows."""

    names: frozenset[str]
    total: str | None = None

    @classmethod
    def of(cls, names: Iterable[str], total: str | None = None) -> "Sum":
        return cls(frozenset(names), total)


def hidden_cells(
    numbers: Mapping[str, int], sums: Collection[Sum], minimum: int
) -> frozenset[str] | None:
    """The names of what stays hidden; None when no part of it can be shown at all.

    Each name of a sum is taken as counting other people: where people may stand under several
    names, that knows more than anybody does.
    """
    hidden = {name for name, number in numbers.items() if 0 < number < minimum}
    while unsafe := next((s for s in sums if not _is_safe(s, numbers, hidden, minimum)), None):
        shown = [name for name in unsafe.names - hidden if numbers[name]]
        if not shown:
            return None
        hidden.add(min(shown, key=lambda name: (numbers[name], name)))
    return frozenset(hidden)


def _is_safe(known: Sum, numbers: Mapping[str, int], hidden: set[str], minimum: int) -> bool:
    """Each hidden number may be anything from 1 to what the others leave: at least `minimum`."""
    inside = known.names & hidden
    if not inside or known.total in hidden:
        return True
    others = len(inside) - 1
    return others > 0 and sum(numbers[name] for name in inside) - others >= minimum
