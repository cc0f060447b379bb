"""The one writer of audit events. If it cannot write, what was to be recorded does not happen."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.utils import timezone

from followalong.audit.models import Event
from followalong.core.actor import Actor


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
) -> Event:
    """Add one event and the clients it concerns, in the caller's transaction.

    `action` is `noun.past_tense`; `fields` are names of columns, never their contents.
    """
    event = Event.objects.create(
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
        fields=sorted(fields),
        row_count=row_count,
        request_id=request_id,
    )
    if named := sorted({c for c in clients if c}):
        _name_each(event, named)
    return event


def _name_each(event: Event, clients: list[UUID]) -> None:
    """One statement for all: a list of fifty people is on the record as quickly as one of five."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_seen (event_id, agency_id, client_id, at)"
            " SELECT %s, %s, unnest(%s::uuid[]), %s",
            [event.pk, event.agency_id, clients, timezone.now()],
        )
