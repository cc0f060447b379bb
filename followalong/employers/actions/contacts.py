"""Visits and calls: recording what happened is always possible (domain.md 12.L)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.caseload.actions import FutureContact, log_contact, note_milestone
from followalong.caseload.models import Contact
from followalong.caseload.rules import (
    ContactCategory,
    ContactLocation,
    MilestoneKind,
    likely_two_way,
)
from followalong.clients.actions import record_consent
from followalong.clients.agreed import signed_enough
from followalong.clients.models import Consent, Enrolment
from followalong.clients.rows import same_person
from followalong.clients.rules import (
    ConsentMethod,
    ConsentType,
    EmployerChoice,
    Topic,
    choice_covers,
)
from followalong.core.actor import Actor
from followalong.employers.actions.employers import plan_next_visit
from followalong.employers.actions.names import LookAtNames, refuse_names
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules import (
    AfterContact,
    DisclosureAnswer,
    EmployerMode,
    MadeBy,
    Purpose,
    after_contact,
    answer_to_keep,
    counts17,
    topic_of,
)

__all__ = [
    "AnswerNeeded",
    "FutureContact",
    "LookAtNames",
    "NothingWasSaid",
    "WhoAgreed",
    "amend_answer",
    "log_employer_contact",
]

TEXTS = ("learned", "note")


class AnswerNeeded(Exception):
    """Something was said and no choice of the person allowed it: how was it?"""

    def __init__(self) -> None:
        super().__init__(
            _(
                "We have no yes on file for what was said. The visit is saved whatever you "
                "answer: how was it?"
            )
        )


class NothingWasSaid(Exception):
    """There is nothing to answer for: nothing was said about a person, as far as is known."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was said about a person there."))


class WhoAgreed(Exception):
    """A yes belongs to somebody: the entry names nobody."""

    def __init__(self) -> None:
        super().__init__(_("Choose who agreed, so that their yes can be written down."))


@transaction.atomic
def log_employer_contact(
    *,
    by: Actor,
    employer: AgencyEmployer,
    started: datetime | date,
    enrolment: Enrolment | None = None,
    made_by: str = MadeBy.STAFF,
    said: str | None = None,
    answer: str | None = None,
    their_words: str = "",
    person_was_there: bool = False,
    is_no_person: bool = False,
    next_visit: tuple[date, str] | None = None,
    **told: Any,
) -> EmployerContact:
    """A visit, call or message to an employer, and what was said there about a person.

    `started` is an instant, or the day alone when the time is not known; `told` are minutes,
    mode, purpose, hiring_authority, person_met, learned and note. For whom it was made
    (`enrolment`) is internal and starts that person's clock; what was `said` needs that person's
    choice, else an honest `answer`. If the person was there too, the same entry makes their
    contact, and the minutes stand there alone. Raises FutureContact, LookAtNames, AnswerNeeded,
    WhoAgreed.
    """
    when = _when(started)
    if not is_no_person:
        people = [employer.employer.name, told.get("person_met") or ""]
        refuse_names(by, told, TEXTS, not_people=[text for text in people if text])
    outcome = _outcome(employer, enrolment, said, when["started_on"], answer)
    if outcome.asks:
        raise AnswerNeeded
    entry = EmployerContact(
        employer=employer,
        made_by=made_by,
        disclosed=said,
        disclosure_answer=_asked_answer(outcome),
        first_answer=_asked_answer(outcome),
        **when,
        **_whose(by, enrolment),
        **told,
    )
    if person_was_there and enrolment:
        entry.contact = _meet_person(by, entry, enrolment)
        entry.minutes = 0 if entry.minutes is not None else None
    entry.save(force_insert=True)
    if outcome.records_choice:
        _write_yes_down(by, entry, their_words)
    _plan(by, employer, entry.started_on, next_visit)
    push_down(by, entry, enrolment)
    record(
        by=by,
        action="employer_contact.logged",
        subject=entry,
        clients=[entry.client_id],
        fields=sorted(k for k, v in told.items() if v not in (None, "")),
    )
    return entry


@transaction.atomic
def amend_answer(
    *, by: Actor, entry: EmployerContact, answer: str, their_words: str = ""
) -> EmployerContact:
    """A later word on what was said about a person; the first answer stays beside it.

    Raises NothingWasSaid, WhoAgreed.
    """
    entry = EmployerContact.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if topic_of(entry.disclosed) is None:
        raise NothingWasSaid
    if answer == DisclosureAnswer.AGREED_RECORD_NOW and entry.client_id is None:
        raise WhoAgreed
    is_new = answer != entry.disclosure_answer
    entry.first_answer = answer_to_keep(entry.first_answer, answer)
    entry.disclosure_answer = answer
    entry.version += 1
    fields = ["disclosure_answer", "first_answer"]
    entry.save(update_fields=[*fields, "version", "changed_at"])
    if answer == DisclosureAnswer.AGREED_RECORD_NOW and is_new:
        _write_yes_down(by, entry, their_words)
    record(
        by=by,
        action="employer_contact.amended",
        subject=entry,
        clients=[entry.client_id],
        fields=fields,
    )
    return entry


def _when(started: datetime | date) -> dict[str, Any]:
    """The instant if the time is known, and always the agency's local day."""
    at = started if isinstance(started, datetime) else None
    on = timezone.localdate(at) if at else started
    if (at and at > timezone.now()) or on > timezone.localdate():
        raise FutureContact(_("That is still to come. Plan it as the next visit."))
    return {"started_at": at, "started_on": on}


def _whose(by: Actor, enrolment: Enrolment | None) -> dict[str, Any]:
    """Who wrote the entry and for whom it was; the label is the person's."""
    return {
        "agency_id": by.agency_id,
        "membership_id": by.membership_id,
        "enrolment": enrolment,
        "client_id": enrolment.client_id if enrolment else None,
        "label": enrolment.label if enrolment else Label.NORMAL,
        "entered_at": timezone.now(),
    }


def _asked_answer(outcome: AfterContact) -> str | None:
    """The answer to keep: only where the question was asked at all."""
    return outcome.outcome.value if outcome.outcome.value in set(DisclosureAnswer) else None


def _outcome(
    employer: AgencyEmployer,
    enrolment: Enrolment | None,
    said: str | None,
    on: date,
    answer: str | None,
) -> AfterContact:
    topic = topic_of(said)
    covers = allowed(enrolment, topic, employer, on) if enrolment and topic else None
    outcome = after_contact(said, covers, answer)
    if outcome.records_choice and enrolment is None:
        raise WhoAgreed
    return outcome


def allowed(enrolment: Enrolment, topic: Topic, employer: AgencyEmployer, on: date) -> bool:
    """Whether a choice of the person allowed that much, to this employer, on that day."""
    return yes_about(enrolment, topic, employer, on) is not None


def yes_about(
    enrolment: Enrolment, topic: Topic, employer: AgencyEmployer, on: date
) -> Consent | None:
    """The choice of the person that allowed that much, to this employer, on that day."""
    person = enrolment.client.person
    people = same_person(person.pk)
    rows = Consent.objects.filter(signed_enough(), client__in=people, type=ConsentType.EMPLOYER)
    for row in rows.order_by("-signed_on", "-pk"):
        most = Topic(row.topic) if row.topic else None
        choice = EmployerChoice(
            most, row.signed_on, row.employer_id, row.expires_on, row.revoked_on
        )
        if choice_covers(choice, topic, employer.pk, on):
            return row
    return None


def _meet_person(by: Actor, entry: EmployerContact, enrolment: Enrolment) -> Contact:
    """The same hour as a contact with the person, who was there too."""
    in_person = entry.mode == EmployerMode.IN_PERSON
    about_a_job = entry.purpose == Purpose.JOB_SUPPORT_VISIT
    return log_contact(
        by=by,
        enrolment=enrolment,
        started=entry.started_at or entry.started_on,
        minutes=entry.minutes,
        mode=entry.mode,
        location=ContactLocation.EMPLOYER_SITE if in_person else ContactLocation.REMOTE,
        category=ContactCategory.FOLLOW_ALONG if about_a_job else ContactCategory.JOB_DEVELOPMENT,
        two_way=likely_two_way(entry.mode),
    )


def _write_yes_down(by: Actor, entry: EmployerContact, their_words: str) -> None:
    """The person's yes, dated no later than the contact it allowed, for this employer only.

    Where a spoken yes can't be relied on, it waits for their signature.
    """
    if entry.client is None:
        raise WhoAgreed
    record_consent(
        by=by,
        client=entry.client,
        type=ConsentType.EMPLOYER,
        employer_id=entry.employer_id,
        topic=entry.disclosed,
        method=ConsentMethod.VERBAL_RECORDED,
        in_their_words=their_words,
        signed_on=entry.started_on,
    )


def _plan(
    by: Actor, employer: AgencyEmployer, on: date, next_visit: tuple[date, str] | None
) -> None:
    """The next visit; the one that has now been made is no longer ahead."""
    if next_visit:
        plan_next_visit(by=by, known=employer, on=next_visit[0], purpose=next_visit[1])
    elif employer.next_on and employer.next_on <= on:
        plan_next_visit(by=by, known=employer, on=None)


def push_down(by: Actor, entry: EmployerContact, enrolment: Enrolment | None) -> None:
    """A contact that counts is a fact of the enrolment it was made for (measures.md C5, F15)."""
    counts = counts17(
        mode=entry.mode, hiring_authority=entry.hiring_authority, purpose=entry.purpose
    ).counts
    if enrolment is None or not counts:
        return
    note_milestone(
        by=by,
        enrolment=enrolment,
        kind=MilestoneKind.EMPLOYER_CONTACT,
        on=entry.started_on,
        subject_id=entry.pk,
    )
