"""Choices end with what they were for: the job at an employer, the program, the treatment."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from followalong.agencies import packs
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients.actions.consents import tell_of_choices
from followalong.clients.models import Client, Consent, Enrolment
from followalong.clients.rows import same_person
from followalong.clients.rules import (
    ConsentType,
    EndedWith,
    kinds_ended_by_service,
    last_day_with_job,
)
from followalong.core.actor import Actor
from followalong.core.db import acting_as


@transaction.atomic
def end_choices_with_service(*, by: Actor, enrolment: Enrolment, last_on: dt.date) -> int:
    """Nothing that was for the program stands after it, unless another program goes on.

    Coming back does not bring them back: each is asked again.
    """
    clockmaker = service_in("clockmaker", by.agency_id, on_behalf_of=by.membership_id)
    with acting_as(clockmaker) as service:
        open_ones = Enrolment.objects.filter(
            client__in=_person(enrolment.client), exited_on__isnull=True
        )
        labels = list(open_ones.values_list("label", flat=True))
        kinds = kinds_ended_by_service(_pack(by).consents, labels)
        rows = Consent.objects.filter(client__in=_person(enrolment.client), type__in=kinds)
        return _end(service, rows, last_on, EndedWith.SERVICE)


@transaction.atomic
def end_choices_with_job(
    *, by: Actor, client: Client, employer_id: UUID | None, ended_on: dt.date
) -> int:
    """What that one employer may be told ends some days after the job there, as the pack says."""
    last_on = last_day_with_job(_pack(by).consent(ConsentType.EMPLOYER), ended_on)
    if employer_id is None or last_on is None:
        return 0
    clockmaker = service_in("clockmaker", by.agency_id, on_behalf_of=by.membership_id)
    with acting_as(clockmaker) as service:
        rows = Consent.objects.filter(
            client__in=_person(client),
            type=ConsentType.EMPLOYER,
            employer_id=employer_id,
            signed_on__lte=ended_on,
        )
        number = _end(service, rows, last_on, EndedWith.JOB)
    if number:
        tell_of_choices(by, client)
    return number


def _end(by: Actor, rows: Iterable[Consent], last_on: dt.date, why: EndedWith) -> int:
    """Those that would stand for longer get this last day, and why; none gets a later one."""
    later = Q(expires_on__isnull=True) | Q(expires_on__gt=last_on)
    found = list(rows.filter(later, revoked_on__isnull=True).select_for_update())  # type: ignore[attr-defined]
    for yes in found:
        yes.expires_on, yes.ended_with = max(last_on, yes.signed_on), why
        yes.version += 1
        yes.save()
        record(
            by=by,
            action="consent.ended",
            subject=yes,
            clients=[yes.client_id],
            fields=["expires_on", "ended_with"],
        )
    return len(found)


def _person(client: Client) -> object:
    return same_person(client.same_as_id or client.pk)


def _pack(by: Actor) -> packs.Pack:
    return packs.load(Agency.objects.values_list("pack", flat=True).get(pk=by.agency_id))
