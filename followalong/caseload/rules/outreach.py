"""Out of touch: what the person allowed, what comes next, and when it is enough (domain.md 12.M).

All of it suggests; nothing here compels anybody.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from followalong.caseload.rules.codes import ContactMode
from followalong.clients.rules import Way

# The way of trying that an entry tells of. Asking someone is logged as any kind of contact.
_WAYS: Mapping[str, Way] = {
    ContactMode.PHONE: Way.CALL,
    ContactMode.ATTEMPT_NO_ANSWER: Way.CALL,
    ContactMode.TEXT: Way.TEXT,
    ContactMode.EMAIL: Way.EMAIL,
    ContactMode.LETTER: Way.LETTER,
    ContactMode.IN_PERSON: Way.VISIT,
    ContactMode.NO_SHOW: Way.VISIT,
}


class Agreed(NamedTuple):
    """What the person said about losing touch; without numbers it holds until they say stop."""

    ways: Collection[str] = ()
    stop_after_weeks: int | None = None
    stop_after_tries: int | None = None


class Effort(NamedTuple):
    """Tries, days since we lost touch, and different people who tried."""

    tries: int
    days: int
    staff: int


def way_of(mode: str | None) -> Way | None:
    return _WAYS.get(mode or "")


def is_agreed(mode: str | None, agreed: Collection[str]) -> bool:
    """Whether the person said yes to being reached this way; video and unknown ones go along."""
    way = way_of(mode)
    return way is None or way in agreed


def next_way(agreed: Sequence[str], last: Way | None) -> Way | None:
    """Another agreed way than last time: the one after it in the list; None for waiting."""
    ways = [Way(way) for way in agreed if way != Way.WAIT]
    if not ways:
        return None
    return ways[(ways.index(last) + 1) % len(ways)] if last in ways else ways[0]


def is_enough(agreed: Agreed | None, done: Effort) -> bool:
    """Whether it is time to stop, as the person said."""
    if agreed is None:
        return False
    weeks, tries = agreed.stop_after_weeks, agreed.stop_after_tries
    return (
        Way.WAIT in agreed.ways
        or (weeks is not None and done.days >= 7 * weeks)
        or (tries is not None and done.tries >= tries)
    )


def suggested(usual: Effort, agreed: Agreed | None) -> Effort:
    """What is suggested before closing: the pack's numbers, within what the person agreed to."""
    if agreed is None:
        return usual
    if Way.WAIT in agreed.ways:
        return Effort(0, 0, 0)
    weeks, most = agreed.stop_after_weeks, agreed.stop_after_tries
    tries = usual.tries if most is None else min(usual.tries, most)
    days = usual.days if weeks is None else min(usual.days, 7 * weeks)
    return Effort(tries, days, min(usual.staff, tries))


def missing(done: Effort, wanted: Effort) -> Effort:
    """How much of what is suggested has not been done."""
    return Effort(*(max(0, want - have) for have, want in zip(done, wanted, strict=True)))


def days_since(out_since: date, today: date) -> int:
    return max(0, (today - out_since).days)
