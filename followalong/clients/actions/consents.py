"""The choices a person makes: each for one purpose, each revocable (domain.md 0.7)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.base import Label
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency, Membership
from followalong.agencies.packs.consent_texts import consent_text
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.clients.events import tell
from followalong.clients.models import Client, Consent, Enrolment
from followalong.clients.refusals import ConsentRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentProblem, ConsentType, consent_problem
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
    language: str | None = None,
    signed_name: str | None = None,
    copy_given: bool = False,
    reader: Membership | None = None,
) -> Consent:
    """Write down a yes, until it ends by itself or is taken back. Raises ConsentRefused.

    A yes about employers says the most that may be told, and to which one (none: any). Without
    an end of its own it gets the pack's, where that is a number of months. The version of the
    words that the person was shown is kept, with the language in which they were. A yes about
    counselling notes names the `reader`, a colleague of the addiction program, and no office.
    """
    signed_on = signed_on or clock.localdate()
    is_apart = type == ConsentType.SUD_COUNSELLING
    if is_apart:
        recipient = reader.name if reader and may_be_let_read(reader) else None
    pack = _pack_code(by)
    default = packs.load(pack).consent(ConsentType(type))
    allowed, on_whom = default.methods_for(), {"topic": topic, "recipient": recipient}
    if problem := consent_problem(
        ConsentType(type), method, allowed, signed_name=signed_name, **on_whom
    ):
        raise ConsentRefused(problem)
    if expires_on is None and default.months:
        expires_on = add_months(signed_on, default.months)
    if expires_on and expires_on < signed_on:
        raise ConsentRefused(ConsentProblem.ENDS_BEFORE_START)
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
        label=Label.SUD if is_apart else client.label,
        text_version=consent_text(pack, type).version if language else None,
        language=language,
        signed_name=signed_name or None,
        asked_by_id=by.membership_id,
        reader=reader if is_apart else None,
        copy_given_on=clock.localdate() if copy_given else None,
    )
    consent.save(force_insert=True)
    record(by=by, action="consent.recorded", subject=consent, clients=[client.pk], fields=["type"])
    tell_of_choices(by, client)
    return consent


def may_be_let_read(member: Membership) -> bool:
    """Whether a person may name this colleague as a reader of counselling notes."""
    return member.opens_sud and can(member.role, Permission.COUNSELLING_VIEW)


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


@transaction.atomic
def give_copy(*, by: Actor, consent: Consent) -> Consent:
    """The person has their own copy of what they agreed to; the first day stays."""
    stored = Consent.objects.select_for_update().get(pk=consent.pk)
    if stored.copy_given_on is None:
        stored.copy_given_on = clock.localdate()
        stored.version += 1
        stored.save()
        record(
            by=by,
            action="consent.copy_given",
            subject=stored,
            clients=[stored.client_id],
            fields=["copy_given_on"],
        )
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
