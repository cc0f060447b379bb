"""Texts being typed, kept as typed and let go once they are saved as what they become."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from followalong.caseload.models import Draft
from followalong.core.actor import Actor
from followalong.core.models import Command


@transaction.atomic(savepoint=False)
def keep_draft(
    *, by: Actor, key: str, text: Mapping[str, list[str]], command_id: UUID | None = None
) -> None:
    """Keep what a member has typed into a form so far, in place of what was kept before.

    A draft that arrives after its form was saved is let go: the page had already sent it when
    the answer came. Its writer alone reads it, and it is no record yet, so nothing is written
    to the audit trail.
    """
    if command_id and _is_saved(by, command_id):
        return
    Draft.objects.bulk_create(
        [Draft(agency_id=by.agency_id, membership_id=by.membership_id, key=key, text=dict(text))],
        update_conflicts=True,
        unique_fields=["membership", "key"],
        update_fields=["text", "kept_at"],
    )


def drop_draft(*, by: Actor, key: str) -> None:
    """Let a draft go: its text was saved, or its writer does not want it."""
    Draft.objects.filter(membership_id=by.membership_id, key=key).delete()


def _is_saved(by: Actor, command_id: UUID) -> bool:
    ran = Command.objects.filter(
        agency_id=by.agency_id, actor_id=by.id, command_id=command_id, result_id__isnull=False
    )
    return ran.exists()
