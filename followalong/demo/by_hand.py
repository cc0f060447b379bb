"""What a package cannot carry, written through the rooms' own actions by whoever would do it.

People's own words about a job, an end heard of later, being out of touch, what they decided and
asked, what the team keeps about an employer, and the referrals that wait for an answer.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from followalong.agencies.actors import public_actor
from followalong.agencies.models import Agency, Membership, Program, actor_of
from followalong.caseload.actions import log_contact
from followalong.clients.actions import (
    Person,
    correct,
    decide_referral,
    open_facet,
    receive_referral,
    self_refer,
    wish_peer,
)
from followalong.clients.models import Enrolment
from followalong.clients.rules import CorrectionReason
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.demo.days import working_day
from followalong.demo.place import row_id
from followalong.demo.story import stories
from followalong.demo.together import write_together
from followalong.demo.trust import write_trust
from followalong.demo.wishes import write_wishes
from followalong.employers.actions import edit_employer, plan_next_visit
from followalong.employers.models import AgencyEmployer
from followalong.jobs.actions import amend_job, end_job
from followalong.jobs.models import Job

DAY = timedelta(days=1)


def write_by_hand(agency: Agency, members: dict[str, Membership]) -> None:
    """Complete the stories told at this agency; `members` are its cast by slug."""
    with timezone.override(ZoneInfo(agency.timezone)):
        today = timezone.localdate()
        for slug in stories().keys() & members.keys():
            told = stories()[slug]
            by = actor_of(members[slug])
            with acting_as(by):
                for person in told["person"]:
                    _person(by, agency, person, today)
                for employer in told["employer"]:
                    _employer(by, agency, employer, today)
            write_together(agency, members, members[slug], told)
            for referral in told.get("referral", ()):
                _referral(agency, members, members[slug], referral, today)


def _person(by: Actor, agency: Agency, told: dict[str, Any], today: date) -> None:
    enrolment = _enrolment(agency, told["key"])
    for number, job in enumerate(told.get("job", ()), start=1):
        _job(by, Job.objects.get(source_id=f"{enrolment.source_id}-J{number}"), job, today)
    if told.get("also_searching"):
        open_facet(by=by, enrolment=enrolment, kind="SEARCHING", from_on=today - DAY * 20)
    if since := told.get("out_of_touch"):
        open_facet(by=by, enrolment=enrolment, kind="OUT_OF_TOUCH", from_on=today - DAY * since)
    if note := told.get("moved_note"):
        wrong = _enrolment(agency, note["from"])
        _moved_note(by, note, wrong, enrolment, today)
    write_trust(by, enrolment, told, today)
    write_wishes(by, enrolment, told, today)


def _enrolment(agency: Agency, key: str) -> Enrolment:
    return Enrolment.objects.select_related("client").get(
        source_id=f"{row_id(agency.source_id, key)}-1"
    )


def _moved_note(
    by: Actor, told: dict[str, Any], wrong: Enrolment, right: Enrolment, today: date
) -> None:
    """A talk written down on the wrong record, and put where it belongs."""
    at = time.fromisoformat(told["at"])
    contact = log_contact(
        by=by,
        started=datetime.combine(today - DAY * told["ago"], at, timezone.get_current_timezone()),
        enrolment=wrong,
        category=told["category"],
        mode=told["mode"],
        minutes=told["minutes"],
        two_way=True,
        note=told["note"],
    )
    correct(by=by, row=contact, reason=CorrectionReason.WRONG_PERSON, to=right.client)


def _job(by: Actor, job: Job, told: dict[str, Any], today: date) -> None:
    if words := told.get("own_words"):
        job = amend_job(by=by, job=job, seen_version=job.version, own_words=words)
    if end := told.get("ended"):
        end_job(
            by=by,
            job=job,
            ended_on=today - DAY * end["ago"],
            end_reason=end["reason"],
            end_known_on=today - DAY * end["known"],
            wants_another="yes",
            went_well=end["went_well"],
            learned=end["learned"],
            end_words=end["words"],
        )


def _employer(by: Actor, agency: Agency, told: dict[str, Any], today: date) -> None:
    known = AgencyEmployer.objects.select_related("employer").get(
        source_id=row_id(agency.source_id, told["key"])
    )
    notes = {name: told[name] for name in ("people", "team_note") if name in told}
    seen = (known.employer.version, known.version)
    edit_employer(
        by=by, known=known, seen=seen, is_no_person=True, owner_id=by.membership_id, **notes
    )
    if visit := told.get("visit"):
        on = working_day(today + DAY * visit["in"])
        plan_next_visit(by=by, known=known, on=on, purpose=visit["purpose"])


def _referral(
    agency: Agency,
    members: dict[str, Membership],
    specialist: Membership,
    told: dict[str, Any],
    today: date,
) -> None:
    """The person's own, from the public page, or a colleague's, written down by intake."""
    asks = {name: told[name] for name in told.keys() & Person.__dataclass_fields__.keys()}
    person, reason = Person(**asks), told["reason"]
    if told.get("self"):
        visitor = public_actor(agency, sud=False)
        with acting_as(visitor):
            program = Program.objects.get(pk=specialist.program_id)
            self_refer(by=visitor, program=program, person=person, reason=reason, language="en")
        return
    by = actor_of(members.get("ines", specialist))
    with acting_as(by):
        referral = receive_referral(
            by=by,
            program=Program.objects.get(pk=specialist.program_id),
            source=told["source"],
            person=person,
            referrer=told["referrer"],
            reason=reason,
            received_on=today - DAY * told["ago"],
        )
        if waits := told.get("waits"):
            on_the_list = {"wait_reason": waits, "touch_on": working_day(today + DAY * 3)}
            decide_referral(by=by, referral=referral, decision="waitlisted", **on_the_list)
        if peer := members.get(told.get("meets", "")):
            wish_peer(by=by, client=referral.client, program=referral.program, peer=peer)
