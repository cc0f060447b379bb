"""The one writer of audit events. If it cannot write, what was to be recorded does not happen."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from followalong.audit.models import Event, Seen
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
    named = {c for c in clients if c}
    if named:
        now = timezone.now()
        Seen.objects.bulk_create(
            Seen(event_id=event.pk, agency_id=by.agency_id, client_id=c, at=now)
            for c in sorted(named)
        )
    return event
