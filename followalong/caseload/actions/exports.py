"""Lists of people that leave the house are on the record: who took whom, and what about them."""

from collections.abc import Collection
from uuid import UUID

from followalong.audit.models import Event
from followalong.audit.record import record
from followalong.core.actor import Actor


def note_export(
    *, by: Actor, clients: Collection[UUID], columns: Collection[str], kind: str, request_id: UUID
) -> Event:
    """One event for one file, naming everybody in it."""
    return record(
        by=by,
        action="caseload.exported",
        clients=clients,
        fields=[kind, *columns],
        row_count=len(clients),
        request_id=request_id,
    )
