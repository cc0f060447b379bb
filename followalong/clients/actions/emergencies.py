"""Break-glass: open one person's record because somebody is in danger, and look at it after."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Right
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.base import EMERGENCY, Label
from followalong.agencies.locks import locked_of
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients.emergency_refusals import (
    AlreadyOpenToYou,
    AlreadyReviewed,
    NobodyByThat,
    OwnEmergencyLook,
)
from followalong.clients.models import Client, EmergencyLook
from followalong.clients.rules import emergencies as rules
from followalong.clients.rules.sameness import LAST_DIGITS
from followalong.core.actor import Actor
from followalong.core.text import fold, phone_key


@transaction.atomic
def break_glass(
    *,
    by: Actor,
    name: str,
    born_on: dt.date | None = None,
    phone: str | None = None,
    reason: str,
    words: str,
    minutes: int = rules.MINUTES[0],
) -> EmergencyLook:
    """Open the record of whom this names exactly. Raises NobodyByThat, AlreadyOpenToYou.

    Who has no such person, may not open them even so, or wrote the name otherwise hears the same.
    """
    person = _named_exactly(by, name, born_on, phone)
    if person is None:
        raise NobodyByThat
    is_locked = rules.opens_locked(reason) and bool(locked_of(by, person.pk))
    if not is_locked and Client.objects.visible_to(by).filter(pk=person.pk).exists():
        raise AlreadyOpenToYou
    now = timezone.now()
    agency = Agency.objects.get(pk=by.agency_id)
    look = EmergencyLook.objects.create(
        agency_id=by.agency_id,
        client=person,
        membership_id=by.membership_id,
        reason=reason,
        words=words,
        began_at=now,
        until=now + rules.lasts(minutes),
        review_by=packs.load(agency.pack).add_working_days(
            timezone.localdate(now), rules.REVIEW_DAYS
        ),
    )
    if not Client.objects.visible_to(with_open_eyes(by, look), EMERGENCY).filter(pk=person.pk):
        raise NobodyByThat
    record(
        by=by,
        action="emergency_look.begun",
        subject=look,
        clients=[person.pk],
        fields=[look.reason],
        purpose=EMERGENCY,
    )
    return look


def with_open_eyes(by: Actor, look: EmergencyLook) -> Actor:
    """Who looks, for this one look: a medical emergency opens what the person had locked."""
    return replace(by, sees_locked=rules.opens_locked(look.reason))


@transaction.atomic
def end_emergency_look(*, by: Actor, look: EmergencyLook) -> EmergencyLook:
    """Close it before its time. Closing it twice closes it once."""
    stored = EmergencyLook.objects.select_for_update().get(pk=look.pk)
    if stored.ended_at is None:
        stored.ended_at = timezone.now()
        stored.version += 1
        stored.save()
        record(
            by=by,
            action="emergency_look.ended",
            subject=stored,
            clients=[stored.client_id],
            purpose=EMERGENCY,
        )
    return stored


@transaction.atomic
def review_emergency_look(*, by: Actor, look: EmergencyLook, found: str) -> EmergencyLook:
    """Say what was found. Raises AlreadyReviewed, OwnEmergencyLook: nobody reviews their own."""
    stored = EmergencyLook.objects.select_for_update().get(pk=look.pk)
    if stored.reviewed_at:
        raise AlreadyReviewed
    if stored.membership.user_id is not None and stored.membership.user_id == by.user_id:
        raise OwnEmergencyLook
    stored.reviewed_at = timezone.now()
    stored.reviewed_by_id = by.membership_id
    stored.found = found
    stored.version += 1
    stored.save()
    record(by=by, action="emergency_look.reviewed", subject=stored, clients=[stored.client_id])
    return stored


def _named_exactly(
    by: Actor, name: str, born_on: dt.date | None, phone: str | None
) -> Client | None:
    """The one person of this name who was born that day, or has this telephone number."""
    digits = phone_key(phone or "")
    wanted = Q(born_on=born_on) if born_on else Q(pk__in=[])
    rows = Client.objects.filter(agency_id=by.agency_id).exclude(label=Label.SUD)
    rows = rows.select_related("same_as")
    if digits:
        rows = rows.annotate(last=Right("phone_key", LAST_DIGITS))
        wanted |= Q(last=digits[-LAST_DIGITS:])
    key = fold(name)
    found = {
        row.person.pk: row.person for row in rows.filter(wanted) if key and key in _names_of(row)
    }
    return found.popitem()[1] if len(found) == 1 else None


def _names_of(row: Client) -> set[str]:
    called = (row.given_name, row.preferred_name)
    return {fold(f"{name} {row.family_name or ''}") for name in called if name}
