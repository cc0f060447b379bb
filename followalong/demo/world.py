"""The demonstration's world: four simulated agencies with the cast and their people among them.

Rows of the exchange package, so that the demonstration comes in as any history does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from followalong.demo.cast import (
    AGENCY_NAMES,
    ELM_RIVER,
    INLET,
    NORTHSIDE,
    SIMULATED,
    THREE_RIVERS,
    Part,
    parts_at,
)
from followalong.demo.lately import met_lately
from followalong.demo.simulation import AUTHORITY, House, Rows, agency_history
from followalong.demo.simulation.reference import load
from followalong.demo.story import Place, stories, tell
from followalong.exchange.format import TABLE

SEED = 4
YEARS = 1
PACKS = {NORTHSIDE: "ca-on", INLET: "ca-bc", ELM_RIVER: "us-ct", THREE_RIVERS: "us-ct"}
EACH_THIRD = 3
# Columns with the time at which something happened: nothing has happened later than now.
HAPPENED = {"contact": "started_at", "employer_contact": "started_at"}


@dataclass(frozen=True)
class Size:
    """How many people an agency has known in a year, and how many specialists it has."""

    agency: int
    clients: int
    specialists: int


# Northside: seven specialists, 30 to 40 people each; the others are smaller.
SIZES = (
    Size(NORTHSIDE, 345, 7),
    Size(INLET, 45, 2),
    Size(ELM_RIVER, 45, 3),
    Size(THREE_RIVERS, 25, 2),
)


def world(now: datetime, sizes: Sequence[Size] = SIZES) -> Rows:
    """Rows (table, row) of everything up to this moment, and what is planned after it."""
    yield "authority", TABLE["authority"].row(AUTHORITY, load("places")["authority"]["name"])
    first = 0
    for size in sizes:
        yield from _agency(size, range(first, first + size.clients), now)
        first += size.clients


def agency_source_id(number: int) -> str:
    """The id under which the package knows the agency of this number."""
    return f"A{number:02}"


def _agency(size: Size, people: range, now: datetime) -> Rows:
    house = _house(size, now)
    staff, held = [], []
    for table, row in agency_history(house, _at_places(size, people)):
        if table == "enrolment" and row.exited_on is None:
            held.append(row)
        if table == "agency":
            yield table, row._replace(name=AGENCY_NAMES[size.agency])
        elif table == "staff":
            staff.append(row)
        elif _has_happened(table, row, now):
            yield table, row
    ids = _roles_taken(house, staff, parts_at(size.agency))
    for row in staff:
        yield "staff", row
    yield from _told_by_hand(house, ids, held, now)


def _at_places(size: Size, people: range) -> list[tuple[int, int]]:
    """The first specialist of Northside gets fewer: the people told by hand are theirs too."""
    places = enumerate(people)
    if size.agency != NORTHSIDE:
        return list(places)
    every = EACH_THIRD * size.specialists
    return [(place, number) for place, number in places if place % every]


def _told_by_hand(house: House, ids: dict[str, str], held: list[Any], now: datetime) -> Rows:
    place = Place(house.agency_id, house.main, house.addiction, house.teams[0], house.zone, ids)
    for slug in stories().keys() & ids.keys():
        mine = [row for row in held if row.specialist_id == ids[slug]]
        yield from met_lately(house, mine)
    for table, row in tell(place, house.as_of):
        if _has_happened(table, row, now):
            yield table, row


def _house(size: Size, now: datetime) -> House:
    """The agency's own day is the last of its history."""
    pack = PACKS[size.agency]
    as_of = now.astimezone(ZoneInfo(load("places")[pack]["timezone"])).date()
    return House(
        number=size.agency,
        pack=pack,
        clients=size.clients,
        start=as_of - timedelta(days=365 * YEARS),
        as_of=as_of,
        seed=SEED,
        specialists=size.specialists,
    )


def _roles_taken(house: House, staff: list[Any], parts: Sequence[Part]) -> dict[str, str]:
    """Put the cast among the staff; the answer is the staff id of each by slug."""
    ids = {}
    for part in parts:
        named = {"given_name": part.given_name, "family_name": part.family_name}
        if part.role in SIMULATED:
            ids[part.slug] = _stand_in(house, staff, part)
            at = next(i for i, row in enumerate(staff) if row.staff_id == ids[part.slug])
            staff[at] = staff[at]._replace(email=part.email, **named)
        elif part.is_in_package:
            ids[part.slug] = f"{house.agency_id}-{part.slug}"
            row = TABLE["staff"].row(ids[part.slug], house.agency_id, role=part.role, **named)
            staff.append(row._replace(email=part.email))
    return ids


def _stand_in(house: House, staff: list[Any], part: Part) -> str:
    """Whose place it is: the first specialist's of the program, or the first of the role."""
    program = house.addiction if part.in_addiction_program else house.main
    if part.role == "employment_specialist" and program:
        holder = house.posts[program][0].holder(house.as_of)
        if holder:
            return holder.staff_id
    return next(row.staff_id for row in staff if row.role == part.role and not row.ended_on)


def _has_happened(table: str, row: Any, now: datetime) -> bool:
    """False for what the history puts later today than this moment."""
    if table == "appointment":
        return row.status in ("planned", None) or row.starts_at <= now
    at = getattr(row, HAPPENED[table]) if table in HAPPENED else None
    return not isinstance(at, datetime) or at <= now
