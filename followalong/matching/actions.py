"""Openings: written down when heard of, closed when gone."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.text import fold
from followalong.employers.actions import employer_named
from followalong.matching import rows
from followalong.matching.models import Opening
from followalong.matching.refusals import AlreadyOpen


@transaction.atomic
def add_opening(
    *,
    by: Actor,
    employer_name: str,
    title: str,
    hours: str | None = None,
    pay: str | None = None,
    details: str | None = None,
    is_advertised: bool | None = None,
    expires_on: dt.date | None = None,
    is_another: bool = False,
) -> Opening:
    """Work somebody heard or read of. An employer new to us is written down with it.

    Raises AlreadyOpen when the same title is open there, unless this is another one.
    """
    employer = employer_named(by=by, name=employer_name)
    today = timezone.localdate()
    key = fold(title)
    same = rows.open_on(Opening.objects.visible_to(by), today).filter(employer=employer)
    if not is_another and same.filter(title_key=key).exists():
        raise AlreadyOpen
    opening = Opening.objects.create(
        agency_id=by.agency_id,
        employer=employer,
        title=title,
        title_key=key,
        hours=hours or None,
        pay=pay or None,
        details=details or None,
        is_advertised=is_advertised,
        known_on=today,
        known_by_id=by.membership_id,
        expires_on=expires_on,
    )
    record(by=by, action="opening.added", subject=opening)
    return opening


@transaction.atomic
def close_opening(*, by: Actor, opening: Opening) -> Opening:
    """It is taken or gone. Closing it twice changes nothing."""
    stored = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if stored.closed_on is None:
        stored.closed_on = timezone.localdate()
        stored.version += 1
        stored.save(update_fields=["closed_on", "version", "changed_at"])
        record(by=by, action="opening.closed", subject=stored)
    return stored
