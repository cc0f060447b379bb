"""Employer contacts: for one person, or to get to know an employer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from followalong.exchange.format import TABLE
from followalong.exchange.format.codes import DISCLOSED

from .client import Person
from .draw import DAY, Draw, workday
from .house import House, Post, Rows
from .notes import fragment
from .reference import Mix, rates
from .stay import Stay

REMOTE = Mix({"PHONE": 55, "EMAIL": 32, "VIDEO": 5, "TEXT": 4, "LETTER": 2, "unknown": 2})
SUPPORTS_A_JOB = 0.18
YES, NO = "yes", "no"


def visit(draw: Draw, house: House, contact_id: str, staff_id: str, on: date, **about: Any) -> Any:
    """One employer contact; what it was about may be given."""
    rate = rates().employer
    mode = "IN_PERSON" if draw.chance(rate.in_person) else draw.of(REMOTE)
    authority = draw.of(rate.hiring_authority)
    signed = on + DAY * draw.between((1, 9))
    has_signed = draw.chance(rate.signed_off) and signed <= house.as_of
    started: date | datetime = draw.time(on, house.zone)
    if draw.chance(rates().contact.date_alone):
        started = on
    values = {
        "made_by": "staff" if draw.chance(0.9) else None,
        "mode": mode,
        "purpose": draw.of(rate.purpose),
        "hiring_authority": None if authority is None else authority == YES,
        "disclosed": draw.maybe("none"),
        **about,
    }
    alone = values["made_by"] == "client"
    industry = draw.one(list(house.employers))
    return TABLE["employer_contact"].row(
        employer_contact_id=contact_id,
        employer_id=draw.one(house.employers[industry]),
        staff_id=None if alone else staff_id,
        started_at=started,
        minutes=draw.maybe(5 * draw.between((2, 9))),
        signed_off_on=signed if has_signed and not alone else None,
        note=fragment(draw, "employer") if draw.chance(rates().contact.noted) else None,
        **values,
    )


def visits_for(house: House, post: Post, person: Person, enrolment_id: str, stay: Stay) -> Rows:
    """The first contact within about a month of entry, then as long as the person is looking."""
    draw, rate = person.draw, rates().employer
    days = []
    if not draw.chance(rate.no_first_contact):
        wait = draw.days(rate.days_to_first_contact, rate.days_to_first_spread)
        days.append(workday(stay.entered + DAY * wait))
        day = days[0]
        while day <= stay.last:
            day = workday(day + DAY * max(1, round(draw.expovariate(rate.per_seeker_per_week) * 7)))
            days.append(day)
    for number, day in enumerate(days):
        if day > stay.last or stay.paused(day):
            continue
        about: dict[str, Any] = {
            "enrolment_id": enrolment_id,
            "made_by": draw.of(rate.made_by),
            "disclosed": _disclosed(draw, person),
        }
        if number == 0:
            about |= {"mode": "IN_PERSON", "hiring_authority": True, "purpose": "NEEDS_VISIT"}
        elif stay.working(day):
            if not draw.chance(SUPPORTS_A_JOB):
                continue
            about["purpose"] = "JOB_SUPPORT_VISIT"
        contact_id = f"{enrolment_id}-V{number:03}"
        yield "employer_contact", visit(draw, house, contact_id, post.at_work(day), day, **about)


def _disclosed(draw: Draw, person: Person) -> str | None:
    """What was said stays within what the person agreed to; now and then nobody noted it."""
    if draw.chance(0.07):
        return None
    allowed = DISCLOSED.index(person.employer_topic) if person.employer_topic else 0
    return DISCLOSED[draw.between((0, allowed))]
