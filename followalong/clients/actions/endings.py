"""Choices end with what they were for: the job at an employer, the program, the treatment."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from followalong.agencies import packs
from followalong.agencies.base import Label
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients.actions.consents import tell_of_choices
from followalong.clients.models import Client, Consent, Enrolment
from followalong.clients.rows import same_person
from followalong.clients.rules import (
    OF_TREATMENT,
    ConsentType,
    EndedWith,
    end_with,
    kinds_ended_by_service,
    last_day_with_job,
    last_of,
)
from followalong.core.actor import Actor
from followalong.core.db import acting_as


@transaction.atomic
def end_choices_with_service(
    *, by: Actor, enrolment: Enrolment, last_on: dt.date, signed_by: dt.date | None = None
) -> int:
    """Nothing that was for the program stands after it, unless another program goes on. With
    `signed_by` only what was signed by then.

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
        if signed_by:
            rows = rows.filter(signed_on__lte=signed_by)
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


@transaction.atomic
def follow_job_ends(
    *, by: Actor, client: Client, employer_id: UUID | None, ends: Collection[dt.date | None]
) -> None:
    """The jobs on record at this employer end on other days now (None: it goes on): what ended with
    one of them follows."""
    data = _pack(by).consent(ConsentType.EMPLOYER)
    clockmaker = service_in("clockmaker", by.agency_id, on_behalf_of=by.membership_id)
    with acting_as(clockmaker) as service:
        for yes in _ended(client, EndedWith.JOB).filter(employer_id=employer_id):
            ended_on = last_of(day for day in ends if day is None or day >= yes.signed_on)
            last_on = last_day_with_job(data, ended_on) if ended_on else None
            _follow(service, yes, last_on, EndedWith.JOB)
    tell_of_choices(by, client)


@transaction.atomic
def follow_service_ends(*, by: Actor, client: Client) -> None:
    """The stays on record are others now: what ended with one of them follows. A stay that began
    later brings nothing back."""
    clockmaker = service_in("clockmaker", by.agency_id, on_behalf_of=by.membership_id)
    with acting_as(clockmaker) as service:
        stays = Enrolment.objects.filter(client__in=_person(client))
        days = list(stays.values_list("label", "entered_on", "exited_on"))
        for yes in _ended(client, EndedWith.SERVICE):
            only_treatment = yes.type in OF_TREATMENT
            last_on = last_of(
                exited_on
                for label, entered_on, exited_on in days
                if yes.expires_on
                and entered_on <= yes.expires_on
                and (label == Label.SUD or not only_treatment)
            )
            _follow(service, yes, last_on, EndedWith.SERVICE)
    tell_of_choices(by, client)


def _ended(client: Client, why: EndedWith) -> QuerySet[Consent]:
    rows = Consent.objects.filter(client__in=_person(client), ended_with=why)
    return rows.filter(revoked_on__isnull=True).select_for_update()


def _end(by: Actor, rows: Iterable[Consent], last_on: dt.date, why: EndedWith) -> int:
    """Those that would stand for longer get this last day, and why; none gets a later one."""
    later = Q(expires_on__isnull=True) | Q(expires_on__gt=last_on)
    found = list(rows.filter(later, revoked_on__isnull=True).select_for_update())  # type: ignore[attr-defined]
    for yes in found:
        if yes.ended_with is None:
            yes.own_end_on = yes.expires_on
        _set_end(by, yes, max(last_on, yes.signed_on), why)
    return len(found)


def _follow(by: Actor, yes: Consent, last_on: dt.date | None, why: EndedWith) -> None:
    """Its end as it would be, had what it was for ended on this day from the beginning."""
    expires_on, is_bound = end_with(
        yes.own_end_on, max(last_on, yes.signed_on) if last_on else None
    )
    if (expires_on, is_bound) != (yes.expires_on, True):
        _set_end(by, yes, expires_on, why if is_bound else None)


def _set_end(by: Actor, yes: Consent, expires_on: dt.date | None, why: EndedWith | None) -> None:
    yes.expires_on, yes.ended_with = expires_on, why
    yes.version += 1
    yes.save()
    record(
        by=by,
        action="consent.ended" if why else "consent.goes_on",
        subject=yes,
        clients=[yes.client_id],
        fields=["expires_on", "ended_with"],
    )


def _person(client: Client) -> object:
    return same_person(client.same_as_id or client.pk)


def _pack(by: Actor) -> packs.Pack:
    return packs.load(Agency.objects.values_list("pack", flat=True).get(pk=by.agency_id))
