"""How long records are kept, holds, and the two people it takes to let a record go."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.models import Agency, Membership
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.actions.erasing import erase_person
from followalong.privacy.keeping import standing_of
from followalong.privacy.models import Erasure, LegalHold, RetentionTime, RightsRequest
from followalong.privacy.retention_refusals import (
    AlreadyDecided,
    AlreadyLifted,
    KeptTooShort,
    NotLetGo,
    SecondPerson,
)
from followalong.privacy.rules import ErasureProblem


@transaction.atomic
def set_retention_time(
    *, by: Actor, kind: str, years: int, basis: str, until_age: int | None = None
) -> RetentionTime:
    """From now on this kind of record is kept so long. Raises KeptTooShort."""
    at_least = packs.load(_agency(by).pack).retention[kind].at_least or 0
    if years < at_least:
        raise KeptTooShort(at_least)
    for before in RetentionTime.objects.select_for_update().filter(kind=kind):
        withdraw(before, by=by, why="replaced")
    row = RetentionTime.objects.create(
        agency_id=by.agency_id,
        kind=kind,
        years=years,
        until_age=until_age,
        basis=basis,
        set_on=timezone.localdate(),
        set_by_id=by.membership_id,
    )
    record(by=by, action="retention_time.set", subject=row, fields=["years", "until_age"])
    return row


@transaction.atomic
def place_hold(
    *, by: Actor, asked_by: str, why: str, from_on: dt.date, client: Client | None = None
) -> LegalHold:
    """Nothing of this person, or of anybody, is let go until it is lifted."""
    person = client.person if client else None
    hold = LegalHold.objects.create(
        agency_id=by.agency_id,
        label=person.label if person else "NORMAL",
        client=person,
        asked_by=asked_by,
        why=why,
        from_on=from_on,
        written_by_id=by.membership_id,
    )
    record(by=by, action="legal_hold.placed", subject=hold, clients=[hold.client_id])
    return hold


@transaction.atomic
def lift_hold(*, by: Actor, hold: LegalHold, words: str) -> LegalHold:
    """What asked for it is over. Raises AlreadyLifted."""
    stored = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if stored.lifted_on:
        raise AlreadyLifted
    stored.lifted_on, stored.lifted_by_id = timezone.localdate(), by.membership_id
    stored.lifted_words, stored.version = words, stored.version + 1
    stored.save()
    record(by=by, action="legal_hold.lifted", subject=stored, clients=[stored.client_id])
    return stored


@transaction.atomic
def propose_erasure(
    *,
    by: Actor,
    client: Client,
    reason: str,
    basis: str,
    request: RightsRequest | None = None,
) -> Erasure:
    """Ask a second person to agree that this record goes. Raises NotLetGo."""
    person = Client.objects.select_for_update().get(pk=client.person.pk)
    waiting = Erasure.objects.filter(client=person, left_on__isnull=True)
    if waiting.filter(done_at__isnull=True).exists():
        raise NotLetGo(ErasureProblem.PROPOSED)
    if problem := standing_of(by, _agency(by), person.pk, reason).problem:
        raise NotLetGo(problem)
    erasure = Erasure.objects.create(
        agency_id=by.agency_id,
        label=person.label,
        client=person,
        reason=reason,
        basis=basis,
        request=request,
        proposed_on=timezone.localdate(),
        proposed_by_id=by.membership_id,
    )
    record(by=by, action="erasure.proposed", subject=erasure, clients=[person.pk])
    return erasure


@transaction.atomic
def agree_to_erasure(*, by: Actor, erasure: Erasure) -> Erasure:
    """The second person's yes: the record goes now, for good. What stood when it was proposed is
    looked at again. Raises AlreadyDecided, SecondPerson and NotLetGo."""
    stored = _open(erasure)
    if _user(stored.proposed_by_id) == _user(by.membership_id):
        raise SecondPerson
    if problem := standing_of(by, _agency(by), stored.client_id, stored.reason).problem:
        raise NotLetGo(problem)
    stored.agreed_by_id, stored.done_at = by.membership_id, timezone.now()
    on = timezone.localdate(stored.done_at)
    stored.rows = erase_person(by=by, client_id=stored.client_id, on=on)
    return _kept(by, stored, "erasure.agreed")


@transaction.atomic
def leave_as_it_is(*, by: Actor, erasure: Erasure, why: str) -> Erasure:
    """It is not let go: taken back, or the second person saw a reason. Raises AlreadyDecided."""
    stored = _open(erasure)
    stored.left_on, stored.left_by_id = timezone.localdate(), by.membership_id
    stored.left_why = why
    return _kept(by, stored, "erasure.left")


def _open(erasure: Erasure) -> Erasure:
    stored: Erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    if stored.done_at or stored.left_on:
        raise AlreadyDecided
    return stored


def _kept(by: Actor, stored: Erasure, action: str) -> Erasure:
    stored.version = Erasure.objects.values_list("version", flat=True).get(pk=stored.pk) + 1
    stored.save()
    record(by=by, action=action, subject=stored, clients=[stored.client_id])
    return stored


def _user(membership_id: UUID | None) -> UUID | None:
    """Who it is, whichever of their roles they act in."""
    users = Membership.everything.values_list("user", flat=True)
    return users.get(pk=membership_id) if membership_id else None


def _agency(by: Actor) -> Agency:
    return Agency.objects.get(pk=by.agency_id)
