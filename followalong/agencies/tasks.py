"""What this room does in the background: sending invitations, sealing the record."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.agencies.joining import letter, new_secret, state_of
from followalong.agencies.models import Invitation
from followalong.agencies.rules import InvitationState
from followalong.audit import kept_elsewhere
from followalong.audit.record import record
from followalong.audit.rules import Checkpoint
from followalong.audit.sealing import seal, see_installation
from followalong.audit.signing import Signer, signer
from followalong.core.actor import Actor, ActorKind
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


# Twice a minute, so that nothing stays unsealed for more than sixty seconds (standards.md AUD-04).
@app.periodic(cron="* * * * * */30")
@app.task(queueing_lock="agencies-seal", lock="agencies-seal")
def seal_the_record(timestamp: int) -> None:
    """Each agency's chain in a transaction of its own; then the second place is told."""
    by = signer()
    for agency_id in (None, *known_agencies()):
        if point := seal_one(agency_id, by):
            kept_elsewhere.append(Path(settings.SEAL_COPY), [point])


def seal_one(agency_id: UUID | None, by: Signer) -> Checkpoint | None:
    sealer = Actor(ActorKind.SERVICE, "sealer", agency_id=agency_id)
    with acting_as(sealer), connection.cursor() as cursor:
        if agency_id is None:
            see_installation(cursor)
        return seal(cursor, agency_id, signer=by, now=timezone.now())
