"""What an employer may know: talked through, dated, and the yes that follows from it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.audit.record import record
from followalong.clients.actions.consents import record_consent, revoke_consent
from followalong.clients.models import Consent, DisclosureChoice, Enrolment
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentType
from followalong.core.actor import Actor


@transaction.atomic
def record_disclosure_choice(
    *,
    by: Actor,
    enrolment: Enrolment,
    topic: str | None,
    employer_id: UUID | None = None,
    given: dict[str, Any] | None = None,
    **talked: Any,
) -> DisclosureChoice:
    """Keep what was talked through; the latest word on an employer, or on all, is what holds.

    A topic makes a yes, `given` as record_consent takes it; without one nothing may be said, and
    what was allowed before is taken back. Raises ConsentRefused.
    """
    _take_back(by, enrolment, employer_id)
    consent = None
    if topic:
        consent = record_consent(
            by=by,
            client=enrolment.client,
            type=ConsentType.EMPLOYER,
            topic=topic,
            employer_id=employer_id,
            **(given or {}),
        )
    choice = DisclosureChoice(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        consent=consent,
        employer_id=employer_id,
        talked_on=clock.localdate(),
        topic=topic,
        label=enrolment.label,
        **talked,
    )
    choice.save(force_insert=True)
    record(
        by=by,
        action="disclosure_choice.recorded",
        subject=choice,
        clients=[choice.client_id],
        fields=["topic", *sorted(name for name, said in talked.items() if said)],
    )
    return choice


def _take_back(by: Actor, enrolment: Enrolment, employer_id: UUID | None) -> None:
    """What was decided before about this employer; about all of them, when it is about all."""
    about = Q(employer_id=employer_id) if employer_id else Q()
    people = same_person(enrolment.client.same_as_id or enrolment.client_id)
    earlier = Consent.objects.filter(
        about, client__in=people, type=ConsentType.EMPLOYER, revoked_on__isnull=True
    )
    for yes in earlier:
        revoke_consent(by=by, consent=yes)
