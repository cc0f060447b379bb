"""What stands on the wrong record: one of each, its page, and how it is taken off."""

import datetime as dt
import uuid
from typing import Any

from followalong.caseload import actions as caseload
from followalong.caseload.actions.meetings import note_person, plan_team_meeting
from followalong.caseload.models import MeetingNote
from followalong.clients.actions import open_facet, record_consent
from followalong.clients.models import Client, Facet
from followalong.employers.actions import log_employer_contact
from followalong.jobs.actions import change_wage, start_job
from tests.cast import DAY

ON = DAY - dt.timedelta(days=6)
AT = dt.datetime(2026, 11, 18, 15, 0, tzinfo=dt.UTC)


def wrong_ones(cast, maya, bakery) -> dict[str, Any]:
    """One of each that Maya wrote for Ben; each fact was Rosa's."""
    ben = cast.ben_enrolment
    met = {"mode": "IN_PERSON", "purpose": "NEEDS_VISIT", "hiring_authority": True}
    contact = caseload.log_contact(
        by=maya, started=AT, enrolment=ben, mode="IN_PERSON", category="JOB_SEARCH", minutes=30
    )
    caseload.add_addendum(by=maya, contact=contact, note="more")
    job = start_job(
        by=maya, enrolment=ben, title="Baker's helper", started_on=ON, keeps_searching=False
    )
    change_wage(by=maya, job=job, from_on=DAY, hours_per_week=20)
    return {
        "contact": contact,
        "visit": log_employer_contact(
            by=maya, employer=bakery, started=AT, enrolment=ben, note="n", learned="l", **met
        ),
        "visit_together": log_employer_contact(
            by=maya,
            employer=bakery,
            started=AT,
            enrolment=ben,
            said="name",
            answer="agreed_record_now",
            their_words="Say that I am punctual.",
            person_was_there=True,
            **met,
        ),
        "appointment": caseload.plan_appointment(
            by=maya, starts_at=AT + dt.timedelta(days=9), enrolment=ben
        ),
        "step": caseload.add_next_step(by=maya, enrolment=ben, text="Call the bakery"),
        "said": said_in_a_meeting(cast, maya),
        "job": job,
        "choice": record_consent(
            by=maya,
            client=cast.ben,
            type="FAMILY",
            method="PAPER",
            recipient="Ruth",
            in_their_words="My sister.",
        ),
        "facet": open_facet(by=maya, enrolment=ben, kind="EDUCATION", from_on=ON),
    }


def said_in_a_meeting(cast, maya) -> MeetingNote:
    meeting = plan_team_meeting(by=maya, type="IPS_UNIT", held_on=DAY, program=cast.ips)
    about = {"client": cast.ben, "enrolment": cast.ben_enrolment}
    return note_person(by=maya, meeting=meeting, text="Likes mornings.", step="Ask", **about)


PAGES = {
    "contact": ("correct_contact", "contact_id"),
    "visit": ("correct_visit", "contact_id"),
    "visit_together": ("correct_visit", "contact_id"),
    "appointment": ("correct_appointment", "appointment_id"),
    "step": ("correct_step", "step_id"),
    "said": ("correct_note", "note_id"),
    "job": ("correct_job", "job_id"),
    "choice": ("correct_choice", "choice_id"),
    "facet": ("correct_facet", "facet_id"),
}


def page(browser, what, row):
    name, part = PAGES[what]
    return browser.here(f"home:{name}", **{part: row.pk})


def asked(who="", reason="wrong_person", **more):
    whose = str(who.pk) if isinstance(who, Client) else who
    return {"command_id": str(uuid.uuid4()), "reason": reason, "who": whose, **more}


def facets(enrolment, kind):
    return list(
        Facet.objects.filter(enrolment=enrolment, kind=kind)
        .order_by("from_on")
        .values_list("from_on", "to_on")
    )
