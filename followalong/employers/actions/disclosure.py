"""Before an approach a missing choice stops it; afterwards what was said is looked at, no blame."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.audit.record import record
from followalong.caseload.actions import note_milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.actions import record_disclosure_choice
from followalong.clients.models import Client, Consent, DisclosureChoice, Enrolment
from followalong.clients.rules import Topic
from followalong.core.actor import Actor
from followalong.employers.actions.contacts import yes_about
from followalong.employers.actions.employers import plan_next_visit
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules import Approach, Purpose, before_contact, names_in, topic_of


class NeedsAChoice(Exception):
    """What is planned would say more than the person allows."""

    def __init__(self, person: str) -> None:
        super().__init__(
            _(
                "This waits: %(name)s has no yes for it at this employer. Talk it through first,"
                " or say less."
            )
            % {"name": person}
        )


@transaction.atomic
def talk_it_through(*, by: Actor, enrolment: Enrolment, **talked: Any) -> DisclosureChoice:
    """The talk about what employers may know; its day settles the clocks that ask for one.

    Raises ConsentRefused.
    """
    choice = record_disclosure_choice(by=by, enrolment=enrolment, **talked)
    note_milestone(
        by=by,
        enrolment=enrolment,
        kind=MilestoneKind.DISCLOSURE_DISCUSSED,
        on=choice.talked_on,
        subject_id=choice.pk,
    )
    return choice


@transaction.atomic
def clear_approach(
    *, by: Actor, employer: AgencyEmployer, enrolment: Enrolment, will_say: str, visit_on: date
) -> AgencyEmployer:
    """Plan a visit about somebody, checked against their yes as it stands now.

    Raises NeedsAChoice.
    """
    refuse_without_choice(employer, enrolment, will_say)
    record(
        by=by,
        action="employer_approach.cleared",
        subject=employer,
        clients=[enrolment.client_id],
        fields=["visit"],
    )
    plan_next_visit(by=by, known=employer, on=visit_on, purpose=Purpose.PRESENT_CANDIDATE)
    return employer


def refuse_without_choice(
    employer: AgencyEmployer, enrolment: Enrolment, will_say: str, letter: str = ""
) -> Consent | None:
    """The person's yes that reaches that far, as it stands now; none where nothing is said.

    A letter that holds the person's name says the name, whatever was ticked. Raises NeedsAChoice.
    """
    said = most_said(will_say, letter, enrolment.client.person)
    topic = topic_of(said)
    yes = yes_about(enrolment, topic, employer, timezone.localdate()) if topic else None
    if before_contact(said, yes is not None) is Approach.NEEDS_A_CHOICE:
        raise NeedsAChoice(enrolment.client.person.name)
    return yes


def most_said(will_say: str, letter: str, person: Client) -> str:
    """What the letter says of the person at most, their name in it counted."""
    names = {person.given_name, person.family_name, person.preferred_name, person.full_name}
    is_named = names_in(letter, {name for name in names if name})
    says = topic_of(will_say)
    says_less = says is None or says.rank < Topic.NAME.rank
    return str(Topic.NAME) if is_named and says_less else will_say


@transaction.atomic
def review_naming(*, by: Actor, entry: EmployerContact) -> EmployerContact:
    """The privacy officer has looked at it; it stays on the person's list. Twice is once."""
    stored = EmployerContact.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if stored.reviewed_on is None:
        stored.reviewed_on = timezone.localdate()
        stored.reviewed_by_id = by.membership_id
        stored.version += 1
        stored.save(update_fields=["reviewed_on", "reviewed_by", "version", "changed_at"])
        record(
            by=by,
            action="employer_contact.reviewed",
            subject=stored,
            clients=[stored.client_id],
            fields=["reviewed_on"],
        )
    return stored
