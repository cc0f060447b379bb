"""An agency of the demonstration: a simulated history with the cast and their people in it.

Rows of the exchange package, so that the demonstration comes in as any history does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from followalong.demo.cast import AGENCY_NAMES, CAST, SIMULATED, Part, parts_at
from followalong.demo.lately import met_lately, none_due_yet
from followalong.demo.namesakes import apart_from, told_names
from followalong.demo.place import Place
from followalong.demo.simulation import AUTHORITY, House, Rows, agency_history
from followalong.demo.simulation.reference import load
from followalong.demo.story import stories, tell
from followalong.demo.worlds import SIZES, Size
from followalong.exchange.format import TABLE

SEED = 4
YEARS = 1
EACH_SECOND = 2
APART = 1_000  # the simulation numbers people; those of two agencies are never the same
TOLD_AT = frozenset(part.agency for part in CAST)  # agencies with people told by hand
# Columns with the time at which something happened: nothing has happened later than now.
HAPPENED = {"contact": "started_at", "employer_contact": "started_at"}


def world(now: datetime, sizes: Sequence[Size] = SIZES) -> Rows:
    """Rows (table, row) of everything up to this moment, and what is planned after it."""
    for size in sizes:
        yield from agency(now, size)


def agency(now: datetime, size: Size) -> Rows:
    """One agency's rows. Its people are the same whichever others are there."""
    if size.pack == "us-ct":
        yield "authority", TABLE["authority"].row(AUTHORITY, load("places")["authority"]["name"])
    first = size.agency * APART
    yield from _agency(size, range(first, first + size.clients), now)


def agency_source_id(number: int) -> str:
    """The id under which the package knows the agency of this number."""
    return f"A{number:02}"


def _agency(size: Size, people: range, now: datetime) -> Rows:
    house = _house(size, now)
    staff, held, steps = [], [], []
    for table, row in agency_history(house, _at_places(size, people, bool(house.addiction))):
        if table == "enrolment" and row.exited_on is None:
            held.append(row)
        if table == "agency":
            name = AGENCY_NAMES.get(size.agency, row.name)
            yield table, row._replace(name=name)
        elif table == "client":
            yield table, apart_from(row, size.pack, told_names(size.agency))
        elif table == "staff":
            staff.append(row)
        elif table == "next_step":
            steps.append(row)
        elif _has_happened(table, row, now):
            yield table, row
    ids = _roles_taken(house, staff, parts_at(size.agency))
    for row in staff:
        yield "staff", row
    told = {ids[slug] for slug in stories().keys() & ids.keys()}
    mine = {row.enrolment_id for row in held if row.specialist_id in told}
    yield from none_due_yet(steps, mine, house)
    yield from _told_by_hand(house, ids, held, now)


def _at_places(size: Size, people: range, has_addiction: bool) -> list[tuple[int, int]]:
    """The first specialist gets fewer where people are told by hand: those are theirs too."""
    places = enumerate(people)
    if size.agency not in TOLD_AT:
        return list(places)
    every = EACH_SECOND * (size.specialists - has_addiction)
    return [(place, number) for place, number in places if place % every]


def _told_by_hand(house: House, ids: dict[str, str], held: list[Any], now: datetime) -> Rows:
    unit = house.unit_meetings[-1] if house.unit_meetings else None
    place = Place(
        *(house.agency_id, house.main, house.addiction, house.teams[0], house.zone, ids),
        unit_meeting=(unit[0], unit[2]) if unit else None,
    )
    for slug in stories().keys() & ids.keys():
        mine = [row for row in held if row.specialist_id == ids[slug]]
        yield from met_lately(house, mine)
    for table, row in tell(place, house.as_of):
        if _has_happened(table, row, now):
            yield table, row


def _house(size: Size, now: datetime) -> House:
    """The agency's own day is the last of its history."""
    as_of = now.astimezone(ZoneInfo(load("places")[size.pack]["timezone"])).date()
    return House(
        number=size.agency,
        pack=size.pack,
        clients=size.clients,
        start=as_of - timedelta(days=365 * YEARS),
        as_of=as_of,
        seed=SEED,
        specialists=size.specialists,
        also_addiction=any(part.in_addiction_program for part in parts_at(size.agency)),
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
