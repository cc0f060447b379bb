"""The weekly log of employer contacts: which week to look at, and until when it counts as weekly.

measures.md F17c: signed within 7 days after the week's Sunday.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from followalong.core.dates import ONE_DAY, week_start

WEEK = timedelta(days=7)


def week_to_sign(unsigned: Iterable[date], today: date) -> date:
    """The Monday to open: of the newest week that is over and has something unsigned, else now."""
    this = week_start(today)
    return max((monday for monday in unsigned if monday < this), default=this)


def sign_by(monday: date) -> date:
    """The last day on which signing keeps the log of that week a weekly one."""
    return monday + 2 * WEEK - ONE_DAY


def days_away(monday: date, leaves: Collection[tuple[date, date]]) -> int:
    """How many of a week's Monday-to-Friday days are on leave; overlapping leaves count once."""
    days = [monday + timedelta(days=n) for n in range(5)]
    return sum(any(first <= day <= last for first, last in leaves) for day in days)
