"""The months of the record: pure, over dates and ids.

Events lie in the database by the month of their ids, which carry their time (core.ids). So a whole
month can be let go at once, an event is found by its id in one place, and ids stay unique.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from followalong.core.ids import least_uuid7

# How many months stand ready after this one.
AHEAD = 6


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar, in UTC."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: dt.datetime) -> Self:
        there = moment.astimezone(dt.UTC)
        return cls(there.year, there.month)

    @property
    def starts(self) -> dt.datetime:
        return dt.datetime(self.year, self.number, 1, tzinfo=dt.UTC)

    @property
    def least_id(self) -> UUID:
        """No event of this month has a lesser id, none of an earlier month a greater."""
        return least_uuid7(self.starts)

    def after(self, months: int = 1) -> "Month":
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def ready_by(now: dt.datetime) -> Iterator[Month]:
    """This month and those that should stand ready after it."""
    here = Month.of(now)
    return (here.after(months) for months in range(AHEAD + 1))
