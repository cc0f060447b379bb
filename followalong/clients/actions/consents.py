"""The choices a person makes: each for one purpose, each revocable (domain.md 0.7)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients.events import tell
from followalong.clients.models import Client, Consent, Enrolment
from followalong.clients.refusals import ConsentProblem, ConsentRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentType, Topic
from followalong.core.actor import Actor
from followalong.core.dates import add_months
from followalong.core.db import acting_as


@transaction.atomic
def record_consent(
    *,
    by: Actor,
    client: Client,
    type: str,
    method: str | None,
    signed_on: dt.date | None = None,
    topic: str | None = None,
    employer_id: UUID | None = None,
    recipient: str | None = None,
    in_their_words: str | None = None,
    expires_on: dt.date | None = None,
) -> Consent:
    """Write down a yes, until it ends by itself or is taken back. Raises ConsentRefused.

    A yes about employers says the most that may be told, and to which one (none: any). Without
    an end of its own it gets the pack's, where that is a number of months.
    """
    signed_on = signed_on or clock.localdate()
    default = packs.load(_pack_code(by)).consent(ConsentType(type))
    if method not in default.methods:
        raise ConsentRefused(ConsentProblem.METHOD)
    if type == ConsentType.EMPLOYER and topic not in set(Topic):
        raise ConsentRefused(ConsentProblem.NEEDS_TOPIC)
    if expires_on is None and default.months:
        expires_on = add_months(signed_on, default.months)
    consent = Consent(
        agency_id=by.agency_id,
        client=client,
        type=type,
        method=method,
        signed_on=signed_on,
        topic=topic,
        employer_id=employer_id,
        recipient=recipient or None,
        in_their_words=in_their_words or None,
        expires_on=expires_on,
        label=client.label,
    )
    consent.save(force_insert=True)
    record(by=by, action="consent.recorded", subject=consent, clients=[client.pk], fields=["type"])
    tell_of_choices(by, client)
    return consent


@transaction.atomic
def revoke_consent(*, by: Actor, consent: Consent, on: dt.date | None = None) -> Consent:
    """Take a yes back; it no longer holds from that day on. Raises ConsentRefused."""
    stored = Consent.objects.select_for_update().get(pk=consent.pk)
    if stored.revoked_on is not None:
        raise ConsentRefused(ConsentProblem.ALREADY_REVOKED)
    stored.revoked_on = on or clock.localdate()
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="consent.revoked",
        subject=stored,
        clients=[stored.client_id],
        fields=["revoked_on"],
    )
    tell_of_choices(by, stored.client)
    return stored


def tell_of_choices(by: Actor, client: Client) -> None:
    """A yes is the person's: each of their enrolments hears of it, also those of a program that
    the writer does not see."""
    clockmaker = service_in("clockmaker", by.agency_id, on_behalf_of=by.membership_id)
    with acting_as(clockmaker) as service:
        people = same_person(client.same_as_id or client.pk)
        for enrolment in Enrolment.objects.filter(client__in=people):
            tell(service, enrolment)


def _pack_code(by: Actor) -> str:
    return Agency.objects.values_list("pack", flat=True).get(pk=by.agency_id)
