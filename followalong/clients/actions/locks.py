"""Locking something away at the person's word, and lifting it again at their word."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.locks import EVERYTHING, ONE_ENTRY
from followalong.agencies.models import Agency, Membership
from followalong.audit.record import record
from followalong.clients.lock_refusals import AlreadyLifted, KeeperLockedOut, NobodyKeeps
from followalong.clients.models import Client, Lock
from followalong.core.actor import Actor


@transaction.atomic
def lock_away(
    *,
    by: Actor,
    client: Client,
    keepers: Collection[UUID],
    words: str,
    way: str,
    asked_on: dt.date,
    part: str = EVERYTHING,
    row: tuple[str, UUID] | None = None,
    membership_id: UUID | None = None,
    role: str | None = None,
    program_id: UUID | None = None,
) -> Lock:
    """Shut it from the next request on. Raises NobodyKeeps, KeeperLockedOut."""
    here = Membership.objects.filter(pk__in=keepers, agency_id=by.agency_id)
    kept = sorted(here.values_list("pk", flat=True))
    if not kept:
        raise NobodyKeeps
    if membership_id in kept:
        raise KeeperLockedOut
    lock = Lock.objects.create(
        agency_id=by.agency_id,
        label=client.label,
        client=client.person,
        part=ONE_ENTRY if row else part,
        row_type=row[0] if row else None,
        row_id=row[1] if row else None,
        membership_id=membership_id,
        role=role,
        program_id=program_id,
        keepers=kept,
        words=words,
        way=way,
        asked_on=asked_on,
        written_by_id=by.membership_id,
    )
    Agency.objects.filter(pk=by.agency_id, has_locks=False).update(has_locks=True)
    record(by=by, action="lock.made", subject=lock, clients=[lock.client_id], fields=[lock.part])
    return lock


@transaction.atomic
def lift_lock(*, by: Actor, lock: Lock, words: str) -> Lock:
    """Open it again from the next request on. Raises AlreadyLifted."""
    stored = Lock.objects.select_for_update().get(pk=lock.pk)
    if stored.lifted_on:
        raise AlreadyLifted
    stored.lifted_on, stored.lifted_by_id = clock.localdate(), by.membership_id
    stored.lifted_words = words
    stored.version += 1
    stored.save()
    record(by=by, action="lock.lifted", subject=stored, clients=[stored.client_id])
    return stored
