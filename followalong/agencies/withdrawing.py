"""Nothing is deleted by a screen: what was a mistake, or is not wanted any more, is withdrawn."""

from django.utils import timezone as clock

from followalong.agencies.base import RecordModel
from followalong.core.actor import Actor


def withdraw(row: RecordModel, *, by: Actor, why: str = "") -> None:
    """From now on it is on no page; the row itself stays. Part of the caller's action."""
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), by.id, why
    row.version += 1
    row.save()
