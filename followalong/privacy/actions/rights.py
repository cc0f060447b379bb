"""What a person asks about their own record: written down, put off once, answered in words."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.base import LabelledModel
from followalong.agencies.packs import Pack
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.models import RightsRequest
from followalong.privacy.refusals import AlreadyAnswered, NotPutOff
from followalong.privacy.rules import put_off_problem


@transaction.atomic
def receive_request(
    *,
    by: Actor,
    client: Client,
    kind: str,
    way: str,
    asked_on: dt.date,
    words: str | None = None,
    row: LabelledModel | None = None,
) -> RightsRequest:
    """Put it into the queue of whoever answers, with the day that the place's law gives.

    `row` is the entry that it is about, and gives the request its label.
    """
    request = RightsRequest.objects.create(
        agency_id=by.agency_id,
        label=row.label if row else client.label,
        client=client,
        row_type=row._meta.label_lower if row else None,
        row_id=row.pk if row else None,
        kind=kind,
        way=way,
        words=words or None,
        asked_on=asked_on,
        written_by_id=by.membership_id,
        due_on=_pack(client).answer_by(kind, asked_on),
    )
    record(by=by, action="rights_request.received", subject=request, clients=[client.pk])
    return request


@transaction.atomic
def name_entry(*, by: Actor, request: RightsRequest, row: LabelledModel) -> RightsRequest:
    """Say which entry it is about, or another one. Raises AlreadyAnswered."""
    stored = _locked(request)
    if stored.answered_on:
        raise AlreadyAnswered
    stored.row_type, stored.row_id, stored.label = row._meta.label_lower, row.pk, row.label
    return _saved(by, stored, "rights_request.entry_named")


@transaction.atomic
def put_off_request(*, by: Actor, request: RightsRequest, why: str) -> RightsRequest:
    """Take the longer time that the law allows, once, and say why. Raises NotPutOff."""
    stored = _locked(request)
    later = _pack(stored.client).answer_later(stored.kind, stored.due_on)
    today = timezone.localdate()
    told = (stored.due_on, later, stored.later_due_on, stored.answered_on)
    if problem := put_off_problem(*told, today=today):
        raise NotPutOff(problem)
    stored.later_due_on, stored.later_why = later, why
    stored.put_off_on, stored.put_off_by_id = today, by.membership_id
    return _saved(by, stored, "rights_request.put_off")


@transaction.atomic
def answer_request(
    *, by: Actor, request: RightsRequest, outcome: str, answer: str
) -> RightsRequest:
    """Say what became of it, in words for the person. Raises AlreadyAnswered."""
    stored = _locked(request)
    if stored.answered_on:
        raise AlreadyAnswered
    stored.answered_on, stored.answered_by_id = timezone.localdate(), by.membership_id
    stored.outcome, stored.answer = outcome, answer
    return _saved(by, stored, "rights_request.answered")


def _locked(request: RightsRequest) -> RightsRequest:
    rows = RightsRequest.objects.select_for_update(of=("self",)).select_related("client__agency")
    return rows.get(pk=request.pk)


def _saved(by: Actor, stored: RightsRequest, action: str) -> RightsRequest:
    stored.version += 1
    stored.save()
    record(by=by, action=action, subject=stored, clients=[stored.client_id])
    return stored


def _pack(client: Client) -> Pack:
    return packs.load(client.agency.pack)
