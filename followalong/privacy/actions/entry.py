"""Asking to be let in, and the answer. Both are on the record."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.agencies.deciding import may
from followalong.agencies.models import actor_of
from followalong.audit.record import record
from followalong.clients.actions import let_in
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.core.throttle import hit
from followalong.privacy.models import AccessRequest
from followalong.privacy.refusals import EntryRefused
from followalong.privacy.rules import EntryProblem, entry_term_problem

A_DAY = dt.timedelta(days=1)
MOST_IN_A_DAY = 30


@transaction.atomic
def ask_for_access(*, by: Actor, place: str, named_id: UUID | None, words: str) -> AccessRequest:
    """Put it before whoever decides. Raises EntryRefused.

    Nobody looks here whether there is anything behind the door, so no answer can tell.
    """
    if hit("access-asked", by.membership_id, within=A_DAY) > MOST_IN_A_DAY:
        raise EntryRefused(EntryProblem.TOO_MANY)
    asked = AccessRequest.objects.create(
        agency_id=by.agency_id,
        asked_by_id=by.membership_id,
        asked_at=timezone.now(),
        place=place,
        named_id=named_id,
        words=words,
    )
    record(by=by, action="access_request.asked", subject=asked)
    return asked


@transaction.atomic
def grant_access(
    *, by: Actor, asked: AccessRequest, to_on: dt.date, answer: str | None = None
) -> AccessRequest:
    """A tie from today to a last day. Raises EntryRefused.

    Nobody gives what they do not have: whoever grants opens the person themselves. A label or a
    lock that keeps the person shut comes before the tie, so then there is nothing to give.
    """
    stored = _waiting(by, asked)
    today = timezone.localdate()
    if problem := entry_term_problem(to_on, today=today):
        raise EntryRefused(problem)
    person = Client.objects.visible_to(by).filter(pk=stored.named_id).first()
    if person is None:
        raise EntryRefused(EntryProblem.NOT_YOURS)
    asker = actor_of(stored.asked_by)
    if may(asker, person):
        raise EntryRefused(EntryProblem.OPEN_ALREADY)
    stored.tie = let_in(
        by=by, client=person, membership=stored.asked_by, from_on=today, to_on=to_on
    )
    if not may(asker, person):
        raise EntryRefused(EntryProblem.STAYS_SHUT)
    stored.answer = answer or None
    return _answered(by, stored, "access_request.granted", [person.pk])


@transaction.atomic
def refuse_access(*, by: Actor, asked: AccessRequest, answer: str) -> AccessRequest:
    """Say why not, or what helps instead. Raises EntryRefused."""
    stored = _waiting(by, asked)
    stored.answer = answer
    return _answered(by, stored, "access_request.refused", [])


def _waiting(by: Actor, asked: AccessRequest) -> AccessRequest:
    rows = AccessRequest.objects.select_related("asked_by__agency")
    stored = rows.select_for_update(of=("self",)).get(pk=asked.pk)
    if stored.asked_by_id == by.membership_id or stored.asked_by.user_id == by.user_id:
        raise EntryRefused(EntryProblem.OWN)
    if stored.answered_at:
        raise EntryRefused(EntryProblem.ANSWERED)
    return stored


def _answered(by: Actor, asked: AccessRequest, action: str, clients: list[UUID]) -> AccessRequest:
    asked.answered_at, asked.answered_by_id = timezone.now(), by.membership_id
    asked.version += 1
    asked.save()
    record(by=by, action=action, subject=asked, clients=clients)
    return asked
