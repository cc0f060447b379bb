"""Days of a story, counted from the day on which it is told."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5
THURSDAY = 3


def due_on(today: date, due: int | dict[str, int]) -> date:
    """In so many days, or the next day of a month with that number."""
    if isinstance(due, int):
        return today + DAY * due
    ahead = (today + DAY * n for n in range(1, 32))
    return next(day for day in ahead if day.day == due["day"])


def start_on(today: date, started: int | str) -> date:
    """So many days ago, or on the Thursday that comes next."""
    if started == "thursday":
        return today + DAY * ((THURSDAY - today.weekday() - 1) % 7 + 1)
    return today - DAY * int(started)


def working_day(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + DAY * (7 - day.weekday()) if day.weekday() >= SATURDAY else day


def on_working_day(today: date, ago: int, never_after: date | None = None) -> date:
    """So many days ago, on the working day after it unless that is today or later; else before."""
    day = today - DAY * ago
    later = working_day(day)
    limit = never_after or today - DAY
    return later if later <= limit else day - DAY * max(0, day.weekday() - SATURDAY + 1)
