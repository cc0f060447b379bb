"""Looks that deserve a word: asked about at night, answered by whoever looked, closed with a
reason."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.privacy.models import LookFlag
from followalong.privacy.refusals import AlreadyClosed, OwnLook
from followalong.privacy.rules import is_asked_again
from followalong.privacy.watching import AT_ONCE, Raised, batches


@transaction.atomic
def raise_flags(*, by: Actor, on: date, found: Iterable[Raised]) -> int:
    """Ask about looks that deserve a word; what is open, or was closed lately, is not asked
    again. Answers how many there are now that were not there before."""
    made: list[LookFlag] = []
    for some in batches(found, AT_ONCE):
        made += LookFlag.objects.bulk_create(_new_flags(by, on, some), ignore_conflicts=True)
    if made:
        clients = {flag.client_id for flag in made}
        record(by=by, action="look_flag.raised", clients=clients, row_count=len(made))
    return len(made)


def _new_flags(by: Actor, on: date, found: list[Raised]) -> list[LookFlag]:
    """Those of a batch that are not asked about yet."""
    rows = LookFlag.objects.filter(membership__in={one.member for one in found})
    known: dict[tuple[UUID, UUID | None, str], date] = {}
    for member, client, rule, closed_at in rows.values_list(
        "membership_id", "client_id", "rule", "closed_at"
    ):
        closed_on = timezone.localdate(closed_at) if closed_at else date.max
        key = (member, client, rule)
        known[key] = max(closed_on, known.get(key, date.min))
    return [
        LookFlag(
            agency_id=by.agency_id,
            label=one.client.label if one.client else Label.NORMAL,
            client=one.client,
            membership_id=one.member,
            rule=one.rule,
            on=on,
        )
        for one in found
        if _is_new(on, known.get((one.member, one.client.pk if one.client else None, one.rule)))
    ]


def _is_new(on: date, closed_on: date | None) -> bool:
    return closed_on != date.max and is_asked_again(on, closed_on)


@transaction.atomic
def say_about_look(*, by: Actor, flag: LookFlag, words: str) -> LookFlag:
    """Whoever looked says why. Raises AlreadyClosed."""
    stored = LookFlag.objects.select_for_update(of=("self",)).get(
        pk=flag.pk, membership=by.membership_id
    )
    if stored.closed_at:
        raise AlreadyClosed
    stored.said, stored.said_at = words, timezone.now()
    return _kept(by, stored, "look_flag.answered", ["said"])


@transaction.atomic
def close_flag(*, by: Actor, flag: LookFlag, reason: str) -> LookFlag:
    """The privacy officer closes with a reason. Raises AlreadyClosed and OwnLook."""
    stored = LookFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if stored.membership_id == by.membership_id:
        raise OwnLook
    if stored.closed_at:
        raise AlreadyClosed
    stored.closed_at, stored.closed_by_id = timezone.now(), by.membership_id
    stored.reason = reason
    return _kept(by, stored, "look_flag.closed", ["reason"])


def _kept(by: Actor, flag: LookFlag, action: str, fields: list[str]) -> LookFlag:
    flag.version += 1
    flag.save()
    record(by=by, action=action, subject=flag, clients=[flag.client_id], fields=fields)
    return flag
