"""A day's visits in an order that saves way, from postal codes alone: no map is asked.

Codes that begin alike lie near each other. That is rough: a river or a hill does not count.
"""

from collections.abc import Hashable, Iterable
from os.path import commonprefix
from typing import NamedTuple

from followalong.core.text import fold


class Stop(NamedTuple):
    """One place to go to, by its postal code if it is known."""

    key: Hashable
    name: str
    postal_code: str | None


def code_of(postal_code: str | None) -> str:
    """A postal code as it is compared: `m4c 1b5` and `M4C1B5` are one."""
    return fold(postal_code or "").replace(" ", "")


def alike(one: str | None, other: str | None) -> int:
    """With how many letters two codes begin alike."""
    return len(commonprefix([code_of(one), code_of(other)]))


def day_route(start: str | None, stops: Iterable[Stop]) -> list[Stop]:
    """Each time the nearest one that is left; those whose place is not known come last."""
    left = sorted(stops, key=lambda stop: (stop.name.casefold(), str(stop.key)))
    known = [stop for stop in left if code_of(stop.postal_code)]
    route: list[Stop] = []
    here = start
    while known:
        nearest = max(known, key=lambda stop: alike(here, stop.postal_code))
        known.remove(nearest)
        route.append(nearest)
        here = nearest.postal_code
    return [*route, *(stop for stop in left if not code_of(stop.postal_code))]
