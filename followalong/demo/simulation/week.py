"""The rest of a working week: visits to get to know employers, other tasks, and meetings."""

from __future__ import annotations

from datetime import date

from followalong.exchange.format import TABLE

from . import names
from .draw import DAY, Draw
from .house import House, Post, Rows
from .log import entered_at
from .notes import contact_note, fragment
from .reference import Mix, rates
from .stay import Stay
from .visits import visit

TASKS = Mix({"TEAM_COORDINATION": 40, "ADMIN": 34, "TRAVEL": 14, "JOB_DEVELOPMENT": 12})
WEEKDAYS = 5
TUESDAY = 1
UNIT_AT = "09:00"


def weeks(house: House, start: date) -> Rows:
    """Week after week until today."""
    monday, number = start - DAY * start.weekday(), 0
    while monday <= house.as_of:
        draw = Draw(house.seed, "week", house.number, number)
        yield from _specialists(house, draw, monday, number)
        yield from _meetings(house, draw, monday, number)
        monday += DAY * 7
        number += 1
    yield _next_unit_meeting(house)


def _specialists(house: House, draw: Draw, monday: date, number: int) -> Rows:
    low, high = rates().employer.generic_per_week
    posts = [post for found in house.posts.values() for post in found]
    for place, post in enumerate(posts):
        eagerness = low + (high - low) * Draw(house.seed, house.number, "eager", place).random()
        for count in range(draw.count(eagerness)):
            day = monday + DAY * draw.between((0, WEEKDAYS - 1))
            holder = post.holder(day)
            if holder and day not in holder.away and day <= house.as_of:
                contact_id = f"{house.agency_id}-W{number:03}-{place:02}-{count}"
                row = visit(draw, house, contact_id, holder.staff_id, day)
                yield "employer_contact", row
        yield from _other_tasks(house, draw, monday, (number, place), post)


def _other_tasks(
    house: House, draw: Draw, monday: date, place: tuple[int, int], post: Post
) -> Rows:
    for count in range(draw.count(rates().staff.not_about_one_person_per_week)):
        day = monday + DAY * draw.between((0, WEEKDAYS - 1))
        holder = post.holder(day)
        if holder is None or day in holder.away or day > house.as_of:
            continue
        other = draw.chance(rates().staff.non_employment)
        category = "NON_EMPLOYMENT" if other else draw.of(TASKS)
        at = draw.time(day, house.zone)
        yield (
            "contact",
            TABLE["contact"].row(
                contact_id=f"{house.agency_id}-X{place[0]:03}-{place[1]:02}-{count}",
                staff_id=holder.staff_id,
                started_at=at,
                minutes=draw.maybe(15 * draw.between((1, 5))),
                location=draw.maybe("OFFICE_IPS"),
                category=category,
                two_way=draw.maybe(False),
                note=contact_note(draw, None, "") if draw.chance(0.3) else None,
                entered_at=entered_at(draw, at, house.as_of),
            ),
        )


def _meetings(house: House, draw: Draw, monday: date, number: int) -> Rows:
    """Each team weekly, the unit weekly, supervision monthly, the rest by the quarter."""
    rate = rates().meeting
    posts = [post for found in house.posts.values() for post in found]
    supervisors = sorted({post.supervisor_id for post in posts})
    for place, team in enumerate(house.teams):
        if draw.chance(rate.team_weekly):
            joined = [post for post in posts if team in post.teams]
            day = monday + DAY * (place % WEEKDAYS)
            yield from _meeting(house, draw, (number, f"T{place:02}"), "TREATMENT_TEAM", day,
                                joined, (), team)  # fmt: skip
    if draw.chance(rate.unit_weekly):
        unit = f"{house.agency_id}-UNIT"
        yield from _meeting(house, draw, (number, "U"), "IPS_UNIT", monday + DAY, posts,
                            supervisors, unit)  # fmt: skip
    for place, post in enumerate(posts):
        if number % 4 == place % 4:
            kind = "FIELD_MENTORING" if draw.chance(0.25) else "SUPERVISION_1TO1"
            yield from _meeting(house, draw, (number, f"S{place:02}"), kind, monday + DAY * 2,
                                [post], [post.supervisor_id])  # fmt: skip
    for turn, kind in ((13, "OUTCOME_REVIEW"), (26, "STEERING"), (5, "VR_JOINT")):
        if number % turn == turn - 1 and (kind != "VR_JOINT" or house.pack == "us-ct"):
            yield from _meeting(house, draw, (number, kind[0]), kind, monday + DAY * 3,
                                posts[:6], supervisors)  # fmt: skip


def _meeting(
    house: House,
    draw: Draw,
    place: tuple[int, str],
    kind: str,
    day: date,
    posts: list[Post],
    others: tuple[str, ...] | list[str],
    team: str | None = None,
) -> Rows:
    if day > house.as_of or (kind == "IPS_UNIT" and day == house.as_of):
        return
    meeting_id = f"{house.agency_id}-M{place[0]:03}-{place[1]}"
    row = TABLE["meeting"].row(meeting_id, house.agency_id, kind, day, team)
    if kind == "IPS_UNIT":
        row = row._replace(**_minutes(house, meeting_id, day))
        house.unit_meetings.append((meeting_id, day, others[0]))
    yield "meeting", row
    if kind == "TREATMENT_TEAM" and Draw(house.seed, meeting_id).chance(rates().meeting.guest):
        guest = names.person(Draw(house.seed, meeting_id, "guest"), house.pack)
        yield "meeting_guest", (meeting_id, f"{guest.given} {guest.family}")
    there = list(others)
    for post in posts:
        holder = post.holder(day)
        if holder and day not in holder.away and draw.chance(rates().meeting.attends):
            there.append(holder.staff_id)
    for staff_id in there:
        yield "attendance", TABLE["attendance"].row(meeting_id, staff_id)


def _minutes(house: House, meeting_id: str, day: date) -> dict[str, object]:
    return {
        "program_id": house.main,
        "at": UNIT_AT,
        "repeats": "weekly",
        "decisions": fragment(Draw(house.seed, meeting_id), "decisions"),
        "closed_on": day,
    }


def _next_unit_meeting(house: House) -> tuple[str, tuple]:
    """The unit meets on Tuesdays: the next one is planned."""
    day = house.as_of + DAY * ((TUESDAY - house.as_of.weekday()) % 7)
    row = TABLE["meeting"].row(
        f"{house.agency_id}-MNEXT-U",
        house.agency_id,
        "IPS_UNIT",
        day,
        f"{house.agency_id}-UNIT",
        house.main,
        UNIT_AT,
        "planned",
        "weekly",
    )
    return "meeting", row


def told_of(house: House, enrolment_id: str, stay: Stay) -> Rows:
    """What one of the last unit meetings said about a person who is there now."""
    draw, rate = Draw(house.seed, "told", enrolment_id), rates().meeting
    since = max(stay.entered, house.as_of - DAY * rate.told_of_days)
    meetings = [found for found in house.unit_meetings if since <= found[1] <= stay.last]
    if meetings and not stay.exited and draw.chance(rate.told_of):
        meeting_id, _day, staff_id = draw.one(meetings)
        note = (f"{enrolment_id}-H1", meeting_id, enrolment_id, staff_id, fragment(draw, "meeting"))
        yield "meeting_note", TABLE["meeting_note"].row(*note)
