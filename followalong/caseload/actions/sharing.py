"""A worker's time with several people at once stands in their contacts once (ADR 11)."""

from uuid import UUID

from followalong.caseload.models import Contact
from followalong.caseload.rules import staff_shares


def share_time(group_id: UUID | None) -> None:
    """Share the worker's time anew among what is left of a group, after one of it changed.

    Part of the caller's action, which is on the record.
    """
    if group_id is None:
        return
    rows = list(Contact.objects.filter(group_id=group_id).order_by("pk").select_for_update())
    shares = staff_shares([row.minutes for row in rows])
    for row, share in zip(rows, shares, strict=True):
        row.staff_minutes = share
    Contact.objects.bulk_update(rows, ["staff_minutes"])
