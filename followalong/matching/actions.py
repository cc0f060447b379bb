"""Openings: written down when heard of, closed when gone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.text import fold
from followalong.employers.actions import employer_named
from followalong.employers.models import AgencyEmployer
from followalong.matching import rows
from followalong.matching.models import Opening
from followalong.matching.refusals import AlreadyOpen
from followalong.matching.rules.advertisements import Advertisement, last_day_of

BATCH = 500


@dataclass(frozen=True)
class Brought:
    """How many advertisements were stored, and how many were here already."""

    event_id: UUID
    stored: int
    known: int


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


@transaction.atomic
def import_openings(*, by: Actor, advertisements: Sequence[Advertisement]) -> Brought:
    """Many advertisements at once; those that are here already are left as they are."""
    today = timezone.localdate()
    ids = [one.source_id for one in advertisements if one.source_id]
    known = set(Opening.everything.filter(source_id__in=ids).values_list("source_id", flat=True))
    fresh = [one for one in advertisements if one.source_id not in known]
    names = sorted({one.employer for one in fresh})
    employers = {name: employer_named(by=by, name=name) for name in names}
    same = rows.open_on(Opening.objects.visible_to(by), today)
    open_now = set(
        same.filter(employer__in=employers.values()).values_list("employer_id", "title_key")
    )
    made = [
        _advertised(by, employer, one, today)
        for one in fresh
        if (employer := employers[one.employer])
        and (one.source_id or (employer.pk, fold(one.title)) not in open_now)
    ]
    Opening.objects.bulk_create(made, batch_size=BATCH)
    event = record(by=by, action="opening.imported", row_count=len(made))
    return Brought(event.pk, stored=len(made), known=len(advertisements) - len(made))


def _advertised(by: Actor, employer: AgencyEmployer, one: Advertisement, today: dt.date) -> Opening:
    return Opening(
        agency_id=by.agency_id,
        source_id=one.source_id or None,
        employer=employer,
        title=one.title,
        title_key=fold(one.title),
        hours=one.hours or None,
        pay=one.pay or None,
        details=one.details or None,
        is_advertised=True,
        known_on=min(one.posted_on or today, today),
        known_by_id=by.membership_id,
        expires_on=last_day_of(one, today),
    )
