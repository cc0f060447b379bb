"""What the log sheet has filled in already: the likeliest, so that most entries need no typing.

Simple enough to explain on the screen: as in most of your contacts at this time of day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

Value = TypeVar("Value")

_HOURS_AROUND = 2
_ENOUGH = 3


class PastContact(NamedTuple):
    """A recent contact of the same worker; `at` is the local time, values may be unknown."""

    at: datetime
    mode: str | None = None
    location: str | None = None
    category: str | None = None
    minutes: int | None = None


class Defaults(NamedTuple):
    """What to offer, and on how many contacts the offer rests (0: nothing is filled in)."""

    mode: str | None = None
    location: str | None = None
    category: str | None = None
    minutes: int | None = None
    like: int = 0


def likeliest(recent: Iterable[PastContact], at: datetime) -> Defaults:
    """The commonest mode; then, among such contacts, the commonest place, subject and length.

    Contacts around the same time of day count if there are at least three, otherwise all do.
    Of equally common values the one used last wins. One answer after the other keeps the
    offer a whole: never a telephone call at the client's home.
    """
    latest_first = sorted(recent, key=lambda past: past.at, reverse=True)
    around = [past for past in latest_first if _is_around(past.at, at)]
    rows = around if len(around) >= _ENOUGH else latest_first

    mode = _commonest([past.mode for past in rows])
    rows = [past for past in rows if past.mode == mode]
    location = _commonest([past.location for past in rows])
    like = len(rows) if mode else 0
    rows = [past for past in rows if past.location == location]
    category = _commonest([past.category for past in rows])
    rows = [past for past in rows if past.category == category]
    return Defaults(mode, location, category, _commonest([past.minutes for past in rows]), like)


def _is_around(past: datetime, at: datetime) -> bool:
    apart = abs((past.hour - at.hour) * 60 + past.minute - at.minute)
    return min(apart, 24 * 60 - apart) <= _HOURS_AROUND * 60


def _commonest(latest_first: Sequence[Value | None]) -> Value | None:
    # Counter keeps the order in which it met equally common values.
    known = Counter(value for value in latest_first if value is not None)
    return known.most_common(1)[0][0] if known else None
