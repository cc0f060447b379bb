"""The whole simulated history, row by row, for any number of people, years and agencies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from followalong.exchange.format import TABLE

from .arriving import ways_in
from .draw import DAY, Draw, workday
from .house import AUTHORITY, PACKS, House, Rows
from .journey import journey
from .reference import load, rates
from .week import weeks

# A program does not begin empty: so many of its people come in the first quarter.
AT_THE_START = 0.2
FIRST_QUARTER = 91
ENTER = 0.85


def simulate(*, clients: int, years: int, agencies: int, seed: int, as_of: date) -> Rows:
    """Rows (table, row) of a believable history that ends on `as_of`; parents always come first.

    The same arguments give the same rows. Each person has a stream of chances of their own, so
    someone's name and life stay the same in a larger history of as many agencies.
    """
    if clients < 1 or years < 1 or agencies < 1:
        raise ValueError("There must be at least one client, one year and one agency.")
    start = as_of - timedelta(days=365 * years)
    if agencies >= len(PACKS):
        name = load("places")["authority"]["name"]
        yield "authority", TABLE["authority"].row(AUTHORITY, name)
    for number in range(agencies):
        own = range(number, clients, agencies)
        house = House(
            number=number,
            pack=PACKS[number % len(PACKS)],
            clients=len(own),
            start=start,
            as_of=as_of,
            seed=seed,
            specialists=_specialists(len(own), years, PACKS[number % len(PACKS)]),
        )
        yield from agency_history(house, enumerate(own))


def agency_history(house: House, people: Iterable[tuple[int, int]]) -> Rows:
    """One agency: the house itself, its weeks, and its people.

    A person is their place, which says whose caseload they join, and their number.
    """
    yield from house.rows()
    yield from ways_in(house)
    yield from weeks(house, house.start)
    for place, client in people:
        yield from journey(house, client, place, _arrival(house, client, house.start))


def _specialists(clients: int, years: int, pack: str) -> int:
    """So many that a caseload is of the usual size once the first people have left."""
    days = 365 * years
    stay = min(days * 0.5, rates().stay.days)
    at_once = clients * ENTER * stay / days
    fewest = 2 if pack == "us-ct" else 1
    return max(fewest, ceil(at_once / rates().staff.caseload))


def _arrival(house: House, client: int, start: date) -> date:
    draw = Draw(house.seed, "arrival", client)
    days = (house.as_of - start).days
    late = FIRST_QUARTER if draw.chance(AT_THE_START) else days
    return min(house.as_of, workday(start + DAY * int(draw.random() * late)))
