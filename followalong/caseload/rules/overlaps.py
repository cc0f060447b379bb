"""Meetings at the same time: that is told, and never refused."""

from datetime import datetime, timedelta
from typing import NamedTuple

# A meeting whose length nobody said takes so long here: enough to notice another one.
UNSAID = timedelta(minutes=30)


class Stretch(NamedTuple):
    """When something begins and how many minutes it takes, if that was said."""

    starts_at: datetime
    minutes: int | None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + (timedelta(minutes=self.minutes) if self.minutes else UNSAID)


def at_once(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share any time. One may begin when the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
