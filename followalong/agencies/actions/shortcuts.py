"""Whether single keys do something for a member: their own choice."""

from django.db import transaction

from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.core.actor import Actor


@transaction.atomic
def use_shortcuts(*, by: Actor, member: Membership, on: bool) -> Membership:
    """Turn a member's own keyboard shortcuts on or off. As they are already, nothing happens."""
    if member.uses_shortcuts != on:
        member.uses_shortcuts = on
        member.version += 1
        member.save(update_fields=["uses_shortcuts", "version", "changed_at"])
        record(by=by, action="shortcuts.chosen", subject=member, fields=["uses_shortcuts"])
    return member
