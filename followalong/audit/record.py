"""The one writer of audit events. If it cannot write, what was to be recorded does not happen."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from followalong.audit.models import Event
from followalong.core.actor import Actor
from followalong.core.ids import uuid7

# An expression over a row of audit_seen, and its parameters.
Traced = tuple[str, tuple[Any, ...]]


def record(
    *,
    by: Actor,
    action: str,
    subject: object | None = None,
    clients: Iterable[UUID | None] = (),
    fields: Iterable[str] = (),
    purpose: str = "",
    outcome: str = "done",
    row_count: int | None = None,
    request_id: UUID | None = None,
    traced: Traced | None = None,
) -> Event:
    """Add one event and the clients it concerns, in the caller's transaction.

    `action` is `noun.past_tense`; `fields` are names of columns, never their contents. `traced`
    says of each client by what they were open; each of its answers stands among the fields once.
    """
    pk, named = uuid7(), sorted({c for c in clients if c})
    told = _name_each(pk, by.agency_id, named, traced) if named else set()
    return Event.objects.create(
        id=pk,
        agency_id=by.agency_id,
        actor_kind=by.kind,
        role=by.role,
        membership_id=by.membership_id,
        user_id=by.user_id,
        on_behalf_of=by.on_behalf_of,
        action=action,
        purpose=purpose,
        outcome=outcome,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        fields=sorted({*fields, *told}),
        row_count=row_count,
        request_id=request_id,
    )


def _name_each(
    event_id: UUID, agency_id: UUID | None, clients: list[UUID], traced: Traced | None
) -> set[str]:
    """One statement for all: a list of fifty people is on the record as quickly as one of five."""
    expression, params = traced or ("", ())
    returning = f" RETURNING {expression}" if traced else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_seen (event_id, agency_id, client_id, at)"
            f" SELECT %s, %s, unnest(%s::uuid[]), %s{returning}",
            [event_id, agency_id, clients, timezone.now(), *params],
        )
        return {told for (told,) in cursor.fetchall()} if traced else set()
