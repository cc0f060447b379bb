"""Dates as the measures mean them (measures.md T1 to T7).

Two dates are a span closed at both ends; an empty end is open. Every day that counts is the
local day of the agency, stored when it happens.
"""

import re
from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


def local_date(instant: datetime, zone: str | ZoneInfo) -> date:
    """The calendar date of an instant in a time zone, whatever offset was written (T1)."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).date()


def closed(day: date, from_on: date | None, to_on: date | None) -> bool:
    """Whether the day lies in the span closed at both ends (T2)."""
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)


def overlap(a_from: date | None, a_to: date | None, b_from: date | None, b_to: date | None) -> bool:
    """Whether two spans closed at both ends share a day (T2)."""
    a_starts_in_time = a_from is None or b_to is None or a_from <= b_to
    b_starts_in_time = b_from is None or a_to is None or b_from <= a_to
    return a_starts_in_time and b_starts_in_time


def age_in_days(from_on: date, on: date) -> int:
    """Days gone by since a date: 0 on the day itself, below 0 before it."""
    return (on - from_on).days


def window(as_of: date, days: int) -> tuple[date, date]:
    """The first and last of the `days` dates of which `as_of` is the last (T3)."""
    if days < 1:
        raise ValueError("a window has at least one day")
    return as_of - timedelta(days=days - 1), as_of


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier, clamped to the end of a shorter month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def iso_week(day: date) -> tuple[int, int]:
    """ISO year and week: 2027-01-01 is in week 53 of 2026."""
    year, week, _ = day.isocalendar()
    return year, week


def week_start(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def whole_weeks(first: date, last: date) -> list[date]:
    """The Mondays of the ISO weeks lying wholly between two dates (T6)."""
    monday = week_start(first + timedelta(days=6))
    weeks = []
    while monday + timedelta(days=6) <= last:
        weeks.append(monday)
        monday += timedelta(days=7)
    return weeks


class Quarter(NamedTuple):
    """A calendar quarter, written `2026Q3` (T5)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        found = re.fullmatch(r"(\d{4})Q([1-4])", text)
        if found is None:
            raise ValueError(f"{text!r} is not a quarter like 2026Q3")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return add_months(self.first, 3) - ONE_DAY

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def fiscal_year_start(day: date, month: int = 4) -> date:
    """The first day of the fiscal year that a day is in; the UK's begins on 1 April (T5)."""
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, and not one of the holidays of the place (reference data)."""
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The `count`-th working day after a day; 0 is the day itself, whatever day it is."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    while count:
        day += ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def working_days(first: date, last: date, holidays: Collection[date] = ()) -> int:
    """How many working days a span has, both ends included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
