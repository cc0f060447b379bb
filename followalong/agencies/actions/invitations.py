"""One-time links by which people take up their memberships.

Only the hash of a link's secret is stored. Where mail is set up the link is made at the moment it
is sent, by the worker; elsewhere the one who invites sees it once and hands it over.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone as clock

from followalong.accounts.models import User
from followalong.accounts.setup_links import hashed
from followalong.agencies.actions.members import is_member_of
from followalong.agencies.joining import new_secret, sends_mail, state_of
from followalong.agencies.models import Invitation, Membership
from followalong.agencies.refusals import (
    InvitationClosed,
    InviteProblem,
    InviteRefused,
    LinkProblem,
)
from followalong.agencies.roles import opens_records
from followalong.agencies.rules import InvitationState, is_over
from followalong.agencies.tasks import send_invitation
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.throttle import hit

VALID_FOR = timedelta(days=7)
AN_HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 60


@transaction.atomic
def invite(*, by: Actor, membership: Membership, language: str) -> tuple[Invitation, str | None]:
    """Invite a person to their membership; the secret of the link, if it is not sent by mail.

    A link made before is void from now on. Raises InviteRefused.
    """
    stored = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if stored.user_id is not None:
        raise InviteRefused(InviteProblem.SIGNS_IN_ALREADY)
    if is_over(stored.ended_on, clock.localdate()):
        raise InviteRefused(InviteProblem.ROLE_IS_OVER)
    if hit("invite", stored.agency_id, within=AN_HOUR) > MOST_IN_AN_HOUR:
        raise InviteRefused(InviteProblem.TOO_MANY)
    _void(stored)
    invitation = Invitation(
        agency_id=stored.agency_id,
        membership=stored,
        made_by_id=by.membership_id,
        email=stored.email,
        language=language,
        expires_at=clock.now() + VALID_FOR,
    )
    is_mailed = bool(sends_mail() and stored.email)
    token = None if is_mailed else new_secret(invitation)
    invitation.save(force_insert=True)
    if is_mailed:
        send_invitation.defer(agency_id=str(stored.agency_id), invitation_id=str(invitation.pk))
    record(by=by, action="invitation.made", subject=stored)
    return invitation, token


@transaction.atomic
def revoke_invitation(*, by: Actor, membership: Membership) -> Membership:
    """Take back what was not accepted yet: the link opens nothing any more."""
    if _void(membership):
        record(by=by, action="invitation.revoked", subject=membership)
    return membership


@transaction.atomic
def accept_invitation(*, by: Actor, token: str, user: User) -> Membership:
    """Give the membership to whoever opened the link. Raises InvitationClosed.

    `by` is the visitor in the invitation's agency; two who open one link wait for each other.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("membership")
        .get(token_hash=hashed(token))
    )
    membership = invitation.membership
    state = state_of(invitation)
    if state != InvitationState.OPEN or membership.user_id is not None:
        raise InvitationClosed(state)
    if opens_records(membership.role) and is_member_of(invitation.made_by_id, user.pk):
        raise InvitationClosed(LinkProblem.TO_ONESELF)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    membership.user = user
    membership.email = membership.email or user.email
    membership.version += 1
    membership.save()
    record(by=by, action="invitation.accepted", subject=membership, fields=["user"])
    return membership


def _void(membership: Membership) -> int:
    return Invitation.objects.filter(
        membership=membership, accepted_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=clock.now())
