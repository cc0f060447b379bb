"""When a record's time is over, and what keeps it all the same. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# How long the record itself is kept, what was disclosed from it, and who looked at it.
RECORD, ACCOUNT, LOOKS = "RECORD", "ACCOUNT", "LOOKS"
# Those that end with the person's record; who looked is kept under a number and outlasts it.
WITH_THE_PERSON = (RECORD, ACCOUNT)
# Why a record is let go: its time is over, or the person asked.
TIME_OVER, ASKED = "TIME_OVER", "ASKED"


@dataclass(frozen=True)
class Keep:
    """So many years after the last service, and for the young not before they turn an age."""

    years: int
    until_age: int | None = None


class ErasureProblem(StrEnum):
    """Why a record can't be let go."""

    STILL_HERE = "still_here"
    NO_TIME = "no_time"
    TOO_EARLY = "too_early"
    HELD = "held"
    PROPOSED = "proposed"
    GONE = "gone"


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; the first of March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def over_on(last_on: dt.date, born_on: dt.date | None, keeps: Iterable[Keep]) -> dt.date:
    """The first day on which nothing asks to keep it any longer: the longest of all counts."""
    days = [last_on]
    for keep in keeps:
        days.append(years_after(last_on, keep.years))
        if keep.until_age is not None and born_on is not None:
            days.append(years_after(born_on, keep.until_age))
    return max(days)


def erasure_problem(
    *, is_gone: bool, is_here: bool, is_held: bool, over: dt.date | None, today: dt.date
) -> ErasureProblem | None:
    """What stands against it, the plainest first; `over` is None while nobody said how long."""
    if is_gone:
        return ErasureProblem.GONE
    if is_here:
        return ErasureProblem.STILL_HERE
    if is_held:
        return ErasureProblem.HELD
    if over is None:
        return ErasureProblem.NO_TIME
    return ErasureProblem.TOO_EARLY if today < over else None
