"""What this room does in the background: sending invitations."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from followalong.agencies.everywhere import service_in
from followalong.agencies.joining import letter, new_secret, state_of
from followalong.agencies.models import Invitation
from followalong.agencies.rules import InvitationState
from followalong.audit.record import record
from followalong.core.db import acting_as

# After 4, 8, 16 … seconds, up to about nine hours in all: a mail server may be away overnight.
AGAIN = RetryStrategy(max_attempts=14, exponential_wait=2)


@app.task(retry=AGAIN)
def send_invitation(agency_id: str, invitation_id: str) -> None:
    """Make the link and send it. The task carries ids only: no queue ever holds a secret.

    When the letter cannot be sent nothing is kept, and the task is tried again later.
    """
    by = service_in("setup", UUID(agency_id))
    with acting_as(by):
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("membership", "made_by")
            .get(pk=invitation_id)
        )
        if state_of(invitation) != InvitationState.WAITING:
            return
        token = new_secret(invitation)
        letter(invitation, token).send()
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["token_hash", "sent_at"])
        record(by=by, action="invitation.sent", subject=invitation.membership)
