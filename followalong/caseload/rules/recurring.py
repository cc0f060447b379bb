"""Meetings that come back: on which days, and at which instant of each day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

from followalong.core.dates import add_months

_WEEK = timedelta(days=7)
# So far ahead meetings are written; the night adds a day a day. A design decision: a season.
AHEAD = timedelta(weeks=13)


class Every(StrEnum):
    """How often a meeting comes back."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH_WEEKDAY = "month_weekday"  # the second Tuesday
    MONTH_DAY = "month_day"  # the 24th


def days_of(every: Every, first_on: date, from_on: date, to_on: date) -> list[date]:
    """The days of a series that lie from one day to another, both included, in order."""
    found: list[date] = []
    for day in _days(every, first_on):
        if day > to_on:
            return found
        if day >= from_on:
            found.append(day)
    return found


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clock on the wall shows this time on this day.

    A time that the wall skips in spring is the hour after; one that it shows twice in autumn is
    the first.
    """
    return datetime.combine(day, at, tzinfo=zone)


def _days(every: Every, first_on: date) -> Iterator[date]:
    """Without end; each month counts from the first, so a short one does not move the next."""
    for number in count():
        if every == Every.WEEK:
            yield first_on + number * _WEEK
        elif every == Every.TWO_WEEKS:
            yield first_on + 2 * number * _WEEK
        elif every == Every.MONTH_DAY:
            yield add_months(first_on, number)
        else:
            yield _same_weekday(first_on, add_months(first_on.replace(day=1), number))


def _same_weekday(first_on: date, month: date) -> date:
    """The same weekday of a month: the second Tuesday; of a fifth one, the last."""
    nth = (first_on.day - 1) // 7
    day = month + timedelta(days=(first_on.weekday() - month.weekday()) % 7) + nth * _WEEK
    return day if day.month == month.month else day - _WEEK
