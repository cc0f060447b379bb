"""How long jobs last: tenure, spells of employment and retention (domain.md 4.3, 12.H; D8, D17)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from followalong.core.dates import closed

# Days after the start, by the names the indicators use (measures.md J5).
RETENTION_DAYS: Mapping[str, int] = {
    "4W": 28,
    "13W": 91,
    "26W": 182,
    "52W": 364,
    "30D": 30,
    "60D": 60,
    "90D": 90,
    "180D": 180,
    "365D": 365,
}
# A record confirms a milestone if it is dated about then (domain.md 12.H).
_CONFIRMS_FROM, _CONFIRMS_TO = timedelta(days=-7), timedelta(days=30)


class Held(NamedTuple):
    """The days of one job, both ends included; without an end it goes on."""

    started_on: date
    ended_on: date | None = None


class Standing(StrEnum):
    """How a retention milestone stands on a day."""

    AHEAD = "ahead"
    CONFIRMED = "confirmed"
    ASSUMED = "assumed"  # reached, but no record of that time says so
    NOT_REACHED = "not_reached"

    @property
    def is_reached(self) -> bool:
        return self in (Standing.CONFIRMED, Standing.ASSUMED)


class RetentionMilestone(NamedTuple):
    """One milestone of a job or spell: its day and how it stands."""

    code: str
    on: date
    standing: Standing


def tenure_days(held: Held, as_of: date) -> int:
    """The days in a job, the first and the last included; up to a day if it goes on (D17)."""
    last = as_of if held.ended_on is None else min(held.ended_on, as_of)
    return max(0, (last - held.started_on).days + 1)


def is_reached(held: Held, days: int) -> bool:
    """Whether the job is open on, or did not end before, its start and so many days (D17)."""
    return held.ended_on is None or held.ended_on >= held.started_on + timedelta(days=days)


def spells(jobs: Iterable[Held], gap_days: int = 14) -> list[Held]:
    """Times in employment, whatever the job: gaps up to `gap_days` are joined (D8).

    The gap is counted from the latest end so far to the next start, so 14 days continue and 15
    do not; jobs held at the same time are one spell.
    """
    found: list[Held] = []
    for job in sorted(jobs, key=lambda job: job.started_on):
        last = found[-1] if found else None
        if last is None or _gap(last, job) > gap_days:
            found.append(job)
        elif last.ended_on is not None:
            ended_on = None if job.ended_on is None else max(last.ended_on, job.ended_on)
            found[-1] = Held(last.started_on, ended_on)
    return found


def _gap(earlier: Held, later: Held) -> int:
    return 0 if earlier.ended_on is None else (later.started_on - earlier.ended_on).days


def retention(
    held: Held,
    as_of: date,
    confirmed_on: Collection[date] = (),
    days: Mapping[str, int] = RETENTION_DAYS,
    gap_days: int = 0,
) -> list[RetentionMilestone]:
    """The milestones of a job, or of a spell with its `gap_days`, as they stand on a day.

    `confirmed_on` are the dates of records that show the person at work: a contact, pay stub,
    employer's word or wage record. Without one, reaching a milestone is assumed and said so.
    """
    found = []
    for code, number in days.items():
        on = held.started_on + timedelta(days=number)
        if on > as_of:
            may_still = held.ended_on is None or held.ended_on + timedelta(days=gap_days) >= as_of
            standing = Standing.AHEAD if may_still else Standing.NOT_REACHED
        elif not is_reached(held, number):
            standing = Standing.NOT_REACHED
        else:
            window = (on + _CONFIRMS_FROM, on + _CONFIRMS_TO)
            is_confirmed = any(closed(day, *window) for day in confirmed_on)
            standing = Standing.CONFIRMED if is_confirmed else Standing.ASSUMED
        found.append(RetentionMilestone(code, on, standing))
    return found
