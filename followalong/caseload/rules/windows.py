"""Follow-along windows: weeks and months after a job's start (measures.md F23)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from followalong.caseload.rules.facts import Repeat
from followalong.core.dates import ONE_DAY, add_months, closed

_DAYS = {"week": 7, "fortnight": 14}


class Window(NamedTuple):
    """Days in which the person should be seen, both ends included, and how often."""

    first: date
    last: date
    times: int

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) // 2


def windows(started_on: date, repeats: Sequence[Repeat]) -> Iterator[Window]:
    """The windows of a job, without an end: support goes on for as long as it is wanted.

    The last unit goes on after its last number, because a year is when stepping down is talked
    about, not when support stops.
    """
    for position, repeat in enumerate(repeats, start=1):
        is_last = position == len(repeats)
        numbers = count(repeat.first)
        for number in numbers:
            if not is_last and repeat.last is not None and number > repeat.last:
                break
            yield Window(*_unit(started_on, repeat.unit, number), repeat.count)


def next_window(
    started_on: date, from_on: date, repeats: Sequence[Repeat], seen_on: Sequence[date]
) -> Window:
    """The first window after the last contact, or the one it lies in if that asks for more."""
    last_seen = max(seen_on, default=from_on - ONE_DAY)
    for window in windows(started_on, repeats):
        if window.first < from_on or window.last <= last_seen:
            continue
        if sum(closed(on, window.first, window.last) for on in seen_on) < window.times:
            return window
    raise ValueError("follow-along needs at least one repeat")


def _unit(started_on: date, unit: str, number: int) -> tuple[date, date]:
    """The first and last day of the n-th week or month after a start."""
    if unit == "month":
        first = add_months(started_on, number - 1)
        return first, add_months(started_on, number) - ONE_DAY
    length = _DAYS[unit]
    first = started_on + timedelta(days=length * (number - 1))
    return first, first + timedelta(days=length - 1)
