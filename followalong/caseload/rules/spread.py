"""Handing people over: who goes to whom, as a proposal that anybody can explain and change.

Everyone goes to somebody of their program. The people are shared so that caseloads come out as
even as they can: the next place is always with whoever then still has fewest active people for
their share of full time. Within these places a person goes to somebody of their own treatment
team, else to somebody who is at their site already, else wherever a place is left.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True)
class ToPlace:
    """A person who needs somebody: what decides who may and who should."""

    id: UUID
    program: UUID
    is_sud: bool = False
    team: UUID | None = None
    site: UUID | None = None


@dataclass(frozen=True)
class Receiver:
    """Somebody who could go along with more people. No program means any but an addiction one."""

    id: UUID
    program: UUID | None = None
    teams: frozenset[UUID] = field(default_factory=frozenset)
    sites: frozenset[UUID] = field(default_factory=frozenset)
    active: int = 0
    people: int = 0
    fte: Decimal | None = None

    def may_take(self, program: UUID, is_sud: bool) -> bool:
        return not is_sud if self.program is None else self.program == program


Spread = dict[UUID, UUID | None]


def spread(people: Iterable[ToPlace], receivers: Collection[Receiver]) -> Spread:
    """Each person with whom they could go to; nobody where nobody may."""
    placed: dict[UUID, UUID | None] = {}
    ordered = sorted(people, key=lambda one: (str(one.program), one.is_sud, str(one.id)))
    for (program, is_sud), some in groupby(ordered, key=lambda one: (one.program, one.is_sud)):
        group = list(some)
        able = [one for one in receivers if one.may_take(program, is_sud)]
        taken = Counter(to for to in placed.values() if to)
        placed |= _place(group, able, places(len(group), able, taken))
    return placed


def places(number: int, receivers: Collection[Receiver], taken: Counter) -> Counter:
    """How many of so many people go to each, on top of those already taken."""
    room: Counter[UUID] = Counter()
    for _ in range(number if receivers else 0):
        least = min(receivers, key=lambda one: _load(one, room[one.id] + taken[one.id] + 1))
        room[least.id] += 1
    return room


def _load(receiver: Receiver, more: int) -> tuple[Fraction, Fraction, str]:
    share = Fraction(receiver.fte) if receiver.fte and receiver.fte > 0 else Fraction(1)
    return (receiver.active + more) / share, (receiver.people + more) / share, str(receiver.id)


def _place(people: list[ToPlace], receivers: list[Receiver], room: Counter) -> Spread:
    placed: dict[UUID, UUID | None] = {}
    wishes: tuple[Callable[[ToPlace, Receiver], bool], ...] = (
        lambda person, one: person.team in one.teams,
        lambda person, one: person.site in one.sites,
        lambda person, one: True,
    )
    for fits in wishes:
        for person in people:
            if person.id in placed:
                continue
            able = [one for one in receivers if room[one.id] > 0 and fits(person, one)]
            if able:
                to = max(able, key=lambda one: (room[one.id], str(one.id)))
                placed[person.id] = to.id
                room[to.id] -= 1
    return {person.id: placed.get(person.id) for person in people}
