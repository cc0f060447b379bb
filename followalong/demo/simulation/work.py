"""Rows about the jobs of a stay, their wages, and what people learn or do beside them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from followalong.exchange.format import TABLE

from .draw import Draw
from .house import House, Rows
from .reference import Mix, load, rates
from .stay import Stay, Work

CRITERIA = {
    "open_to_anyone": True,
    "set_aside": False,
    "pays_minimum_or_more": True,
    "pays_customary": True,
    "paid_by_employer": True,
    "integrated": True,
    "time_limited_by_service": False,
}
FAILS = Mix({"set_aside": 40, "time_limited_by_service": 30, "paid_by_employer": 20,
             "integrated": 10})  # fmt: skip
COURSES = {
    "EDUCATION": ["High school credits", "College certificate in office skills", "Evening English"],
    "TRAINING": ["Food handling", "Forklift course", "Digital skills", "Customer service course"],
    "CERTIFICATE": ["Food handler certificate", "First aid", "Safety on construction sites"],
    "VOLUNTEER": ["Food bank", "Community garden", "Library book sale"],
    "INTERNSHIP_PAID": ["Paid internship, office", "Paid internship, kitchen"],
    "INTERNSHIP_UNPAID": ["Work experience week"],
}


def jobs(draw: Draw, house: House, enrolment_id: str, stay: Stay) -> Rows:
    """The jobs of the stay, each with its changes of hours or wage."""
    for number, job in enumerate(stay.jobs, start=1):
        row = _job(draw, house, f"{enrolment_id}-J{number}", enrolment_id, job)
        yield "job", row
        yield from _raises(draw, row, job.ended or house.as_of)


def _job(draw: Draw, house: House, job_id: str, enrolment_id: str, job: Work) -> Any:
    industry = draw.one(load("places")["industries"])
    title, noc, soc, *limits = draw.one(industry["jobs"])
    low, high = limits[:2] if house.place["currency"] == "CAD" else limits[2:]
    wage = Decimal(round(draw.triangular(low, high, low + (high - low) / 4) * 20)) / 20
    own_business = draw.chance(rates().job.self_employed)
    noc_scheme = house.place["scheme"] == "noc2021"
    known_occupation = not draw.chance(rates().contact.unknown)
    return TABLE["job"].row(
        job_id=job_id,
        enrolment_id=enrolment_id,
        employer_id=None if own_business else draw.maybe(draw.one(_hiring(house, industry))),
        title=title,
        occupation_scheme=house.place["scheme"] if known_occupation else None,
        occupation_code=(noc if noc_scheme else soc) if known_occupation else None,
        started_on=job.started,
        ended_on=job.ended,
        end_reason=draw.of(rates().job.end_reason) if job.ended else None,
        hours_per_week=draw.maybe(Decimal(str(draw.of(rates().job.hours)))),
        hourly_wage=draw.maybe(wage),
        currency=house.place["currency"],
        permanent=draw.maybe(draw.chance(rates().job.permanent)),
        self_employed=True if own_business else draw.maybe(False),
        **_criteria(draw),
    )


def _hiring(house: House, industry: dict[str, Any]) -> list[str]:
    return house.employers[industry["naics"]]


def _criteria(draw: Draw) -> dict[str, bool | None]:
    """The answers of the competitive test: mostly an ordinary job, now and then one not known."""
    answers: dict[str, bool | None] = dict(CRITERIA)
    if draw.chance(rates().job.not_competitive):
        failed = str(draw.of(FAILS))
        answers[failed] = not CRITERIA[failed]
    if draw.chance(rates().job.criterion_unknown):
        answers[draw.one(list(CRITERIA))] = None
    return answers


def _raises(draw: Draw, job: Any, until: date) -> Rows:
    on, wage = job.started_on, job.hourly_wage or Decimal(18)
    while draw.chance(rates().job.gets_raise):
        on += timedelta(days=draw.between((85, 200)))
        if on > until:
            return
        wage += Decimal(draw.between((5, 30))) / 20
        hours = Decimal(draw.between((10, 38))) if draw.chance(0.4) else None
        yield "wage", TABLE["wage"].row(job.job_id, on, hours, wage)


def activities(draw: Draw, enrolment_id: str, stay: Stay) -> Rows:
    """Learning, volunteering and internships beside or before a job."""
    number, length = 0, (stay.last - stay.entered).days
    while length > 0 and draw.chance(rates().job.activity):
        number += 1
        kind = str(draw.of(rates().job.activity_kind))
        started = stay.entered + timedelta(days=draw.between((0, length)))
        ended = started + timedelta(days=draw.days(60, 0.7))
        yield (
            "activity",
            TABLE["activity"].row(
                activity_id=f"{enrolment_id}-L{number}",
                enrolment_id=enrolment_id,
                kind=kind,
                mainstream=draw.maybe(draw.chance(0.8)),
                title=draw.maybe(draw.one(COURSES[kind])),
                started_on=started,
                ended_on=ended if ended <= stay.last else None,
            ),
        )
