"""Drawing by chance, the same for the same seed: each person and team has a stream of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import exp, log
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from .reference import Mix, rates

T = TypeVar("T")
DAY = timedelta(days=1)


class Draw(Random):
    """A stream of chances that belongs to one thing, named by its keys."""

    def __init__(self, *keys: object) -> None:
        super().__init__("/".join(map(str, keys)))

    def chance(self, share: float) -> bool:
        return self.random() < share

    def of(self, mix: Mix) -> str | None:
        return mix.at(self.random())

    def one(self, things: Sequence[T]) -> T:
        return things[int(self.random() * len(things))]

    def between(self, limits: Sequence[int]) -> int:
        low, high = limits
        return low + int(self.random() * (high - low + 1))

    def days(self, median: float, spread: float) -> int:
        """A time that is mostly near the median and now and then very long."""
        return max(1, round(self.lognormvariate(log(median), spread)))

    def count(self, mean: float) -> int:
        """How many times something of this mean happens (Poisson)."""
        limit, product, number = exp(-mean), self.random(), 0
        while product > limit:
            product *= self.random()
            number += 1
        return number

    def maybe(self, value: T) -> T | None:
        """The value, or now and then an empty cell."""
        return None if self.random() < rates().contact.unknown else value

    def time(self, day: date, zone: ZoneInfo) -> datetime:
        """A working hour of the day, on the five minutes."""
        hour = int(self.of(rates().contact.hour) or 9)
        minute = 5 * int(self.random() * 12)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def workday(day: date) -> date:
    """The day itself or the Monday after."""
    return day + DAY * (7 - day.weekday()) if day.weekday() > 4 else day
