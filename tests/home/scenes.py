"""Small pieces of a history for the pages of home; written as a service of the agency."""

import datetime as dt
from contextlib import contextmanager

from followalong.caseload.models import Appointment, Clock, Contact, NextStep
from followalong.core.db import acting_as
from followalong.core.text import name_key
from followalong.employers.models import AgencyEmployer, Employer, EmployerContact
from followalong.jobs.models import Job
from tests.cast import DAY, make_enrolled, service


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@contextmanager
def at(agency):
    with acting_as(service(agency)):
        yield


def contact(enrolment, days: int, note: str = "", *, two_way: bool = True, **values):
    return Contact.objects.create(
        agency=enrolment.agency,
        membership=values.pop("by", None) or enrolment.specialist,
        client=enrolment.client,
        enrolment=enrolment,
        started_on=ago(days),
        mode=values.pop("mode", "PHONE"),
        category=values.pop("category", "JOB_SEARCH"),
        two_way=two_way,
        note=note,
        label=values.pop("label", enrolment.label),
        **values,
    )


def clock(enrolment, rule: str, *, start: int, warn: int, due: int, subject=None, **values):
    """Days are days ago; a day to come is negative."""
    return Clock.objects.create(
        agency=enrolment.agency,
        client=enrolment.client,
        enrolment=enrolment,
        rule=rule,
        subject_id=subject,
        start_on=ago(start),
        warn_on=ago(warn),
        due_on=ago(due),
        label=enrolment.label,
        **values,
    )


def step(enrolment, text: str, due: int | None = None):
    return NextStep.objects.create(
        agency=enrolment.agency,
        client=enrolment.client,
        enrolment=enrolment,
        text=text,
        due_on=None if due is None else ago(due),
        label=enrolment.label,
    )


def appointment(enrolment, hour: int, *, days_ahead: int = 0, **values):
    """In Toronto's winter, five hours behind UTC."""
    on = ago(-days_ahead)
    return Appointment.objects.create(
        agency=enrolment.agency,
        membership=enrolment.specialist,
        client=enrolment.client,
        enrolment=enrolment,
        starts_at=dt.datetime(on.year, on.month, on.day, hour + 5, 0, tzinfo=dt.UTC),
        starts_on=on,
        status="planned",
        label=enrolment.label,
        **values,
    )


def employer(agency, name: str, **values) -> AgencyEmployer:
    shared = Employer.objects.create(pool_id=agency.pool_id, name=name, name_key=name_key(name))
    return AgencyEmployer.objects.create(
        agency=agency,
        employer=shared,
        pool_id=agency.pool_id,
        name_key=name_key(name),
        **values,
    )


def job(enrolment, title: str, days: int, at_employer=None, **values) -> Job:
    return Job.objects.create(
        agency=enrolment.agency,
        client=enrolment.client,
        enrolment=enrolment,
        employer=at_employer,
        title=title,
        started_on=ago(days),
        label=enrolment.label,
        **values,
    )


def visit(at_employer, enrolment, days: int, **values) -> EmployerContact:
    return EmployerContact.objects.create(
        agency=at_employer.agency,
        employer=at_employer,
        membership=enrolment.specialist,
        client=enrolment.client,
        enrolment=enrolment,
        started_on=ago(days),
        mode="IN_PERSON",
        purpose="PRESENT_CANDIDATE",
        label=enrolment.label,
        **values,
    )


def crowd(specialist, count: int) -> list:
    """So many more people on a caseload, each with something going on."""
    made = []
    for number in range(count):
        client, enrolment = make_enrolled(specialist, f"Person{number:02}", "Crowd")
        contact(enrolment, number % 40, "a note")
        clock(enrolment, "gone_quiet", start=number % 40, warn=number % 40 - 10, due=-5)
        step(enrolment, f"step {number}", due=0)
        appointment(enrolment, 10, days_ahead=number % 2)
        job(enrolment, "Helper", 10)
        made.append((client, enrolment))
    return made
