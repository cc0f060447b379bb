"""By when people are told that their information went astray, and when that is settled. Pure."""

import datetime as dt
from collections.abc import Iterable

# The answer for somebody who is not told; it goes with a reason in words.
NOT_TOLD = "NOT_TOLD"


def tell_by(found_on: dt.date, days: int) -> dt.date | None:
    """The last day, counted from when it was found; None where the place names no number."""
    return found_on + dt.timedelta(days=days) if days else None


def is_settled(told: Iterable[dt.date | None]) -> bool:
    """Everybody concerned was told, or somebody said why not. Nobody concerned is settled too."""
    return all(told)
