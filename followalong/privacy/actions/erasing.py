"""Letting a record go: one person proposes, another agrees, and it is done at once (ADR 39).

It is done by a service, as a death is (ADR 19): whoever agrees may not see every program that the
person was in, and must not learn of one by this.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone as clock

from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients import fates
from followalong.clients.fates import ALWAYS, FATES, Fate
from followalong.clients.models import Client, CorrectedRow, Correction
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.core.db import acting_as, take_time
from followalong.core.files import empty_files
from followalong.core.models import File


@transaction.atomic
def erase_person(*, by: Actor, client_id: UUID, on: dt.date) -> int:
    """Take everything in words away from every row about this person, in whatever program; answer
    how many rows changed. The number, dates and codes stay."""
    agency = Agency.objects.get(pk=by.agency_id)
    service = service_actor("clockmaker", agency, on_behalf_of=by.membership_id)
    with acting_as(service):
        take_time()
        people = _rows_of(client_id)
        changed = sum(do(service, people) for do in fates.besides)
        changed += _moved_away(people)
        for fate in FATES.values():
            about = _about(fate, people)
            changed += _empty_files(service, fate, about) + _empty(fate, about)
        Client.everything.filter(pk__in=people).update(let_go_on=on)
        record(
            by=service,
            action="client.let_go",
            subject=Client(pk=client_id),
            clients=people,
            row_count=changed,
        )
    return changed


def _rows_of(client_id: UUID) -> list[UUID]:
    """Every row of one person, held until this is done."""
    person = Client.everything.values_list("same_as", flat=True).get(pk=client_id) or client_id
    rows = Client.everything.filter(Q(pk__in=same_person(person)) | Q(pk=client_id))
    return list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))


def _about(fate: Fate, people: Sequence[UUID]) -> Q:
    about = Q()
    for column in fate.about:
        about |= Q(**{f"{column}__in": people})
    return about


def _moved_away(people: Sequence[UUID]) -> int:
    """What was written about them on somebody else's record and sealed there since it was moved."""
    moved = Correction.everything.filter(to_client__in=people, undone_at__isnull=True)
    changed = 0
    for name, pk in CorrectedRow.objects.filter(correction__in=moved).values_list(
        "row_type", "row_id"
    ):
        if fate := FATES.get(apps.get_model(name)):
            changed += _empty(fate, Q(pk=pk, withdrawn_at__isnull=False))
    return changed


def _empty_files(by: Actor, fate: Fate, about: Q) -> int:
    """What was sealed is overwritten: no key opens it any more."""
    rows = fate.model._base_manager.filter(about)
    held = (f.name for f in fate.model._meta.local_fields if f.related_model is File)
    return sum(empty_files(by=by, files=rows.values(name)) for name in held)


def _empty(fate: Fate, about: Q) -> int:
    fields = {field.name: field for field in fate.model._meta.local_concrete_fields}
    values = {name: _nothing(fields[name]) for name in (*ALWAYS, *fate.gone)}
    values |= {name: _only_that(fields[name]) for name in fate.emptied}
    changed = {"version": F("version") + 1, "changed_at": clock.now()}
    return fate.model._base_manager.filter(about).update(**values, **changed)


def _nothing(field: models.Field) -> Any:
    """What a column holds when it says nothing."""
    if field.null:
        return None
    if isinstance(field, (ArrayField, models.JSONField)):
        return field.get_default() if field.has_default() else {}
    return ""


def _only_that(field: models.Field) -> Case:
    """Empty where there were words: that somebody answered stays true."""
    return Case(When(**{f"{field.name}__isnull": True}, then=None), default=Value(""))
