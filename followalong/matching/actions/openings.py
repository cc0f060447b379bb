"""Openings: written down when heard of, put right when more is known, closed when gone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.text import fold
from followalong.employers.actions import employer_named
from followalong.employers.models import AgencyEmployer
from followalong.matching import rows
from followalong.matching.models import FOR_EVER, Opening, OpeningWord
from followalong.matching.refusals import AlreadyOpen
from followalong.matching.rules.advertisements import Advertisement, last_day_of
from followalong.matching.rules.likeness import starts_of
from followalong.matching.rules.reading import hours_in, pay_in
from followalong.planning.refusals import ChangedMeanwhile

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
        **_numbers(hours, pay),
    )
    OpeningWord.objects.bulk_create(_words(opening))
    record(by=by, action="opening.added", subject=opening)
    return opening


@transaction.atomic
def change_opening(*, by: Actor, opening: Opening, seen: int, values: dict[str, Any]) -> Opening:
    """What is known now: its words, and the features that a match uses, by column.

    `seen` is the version that the writer had in front of them. Raises ChangedMeanwhile.
    """
    stored = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if stored.version != seen:
        raise ChangedMeanwhile
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    if not changed:
        return stored
    for name in changed:
        setattr(stored, name, values[name])
    stored.title_key = fold(stored.title)
    stored.version += 1
    stored.save()
    _gone_from_search(stored, timezone.localdate())
    if stored.closed_on is None:
        OpeningWord.objects.bulk_create(_words(stored))
    record(by=by, action="opening.changed", subject=stored, fields=sorted(changed))
    return stored


@transaction.atomic
def close_opening(*, by: Actor, opening: Opening) -> Opening:
    """It is taken or gone. Closing it twice changes nothing."""
    stored = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if stored.closed_on is None:
        stored.closed_on = timezone.localdate()
        stored.version += 1
        stored.save(update_fields=["closed_on", "version", "changed_at"])
        _gone_from_search(stored, stored.closed_on)
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
    words = [word for opening in made for word in _words(opening)]
    OpeningWord.objects.bulk_create(words, batch_size=BATCH)
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
        **_numbers(one.hours, one.pay),
    )


def _numbers(hours: str | None, pay: str | None) -> dict[str, Any]:
    """What the words say in numbers; whoever knows better changes them."""
    least, most = hours_in(hours)
    return {"hours_least": least, "hours_most": most, "pay_hourly": pay_in(pay)}


def _words(opening: Opening) -> list[OpeningWord]:
    until_on = opening.expires_on or FOR_EVER
    return [
        OpeningWord(agency_id=opening.agency_id, opening=opening, start=start, until_on=until_on)
        for start in sorted(starts_of(opening.title))
    ]


def _gone_from_search(opening: Opening, on: dt.date) -> None:
    """Nothing is deleted: its words end the day before."""
    last = on - dt.timedelta(days=1)
    OpeningWord.objects.filter(opening=opening, until_on__gte=on).update(until_on=last)
