"""An invitation's link: its secret, what became of it, and the letter that carries it."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone as clock
from django.utils import translation
from django.utils.translation import gettext as _

from followalong.accounts.setup_links import hashed
from followalong.agencies.models import Invitation
from followalong.agencies.refusals import InvitationClosed, LinkProblem
from followalong.agencies.rules import InvitationState, invitation_state
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.throttle import hit

QUARTER = timedelta(minutes=15)
TRIES = 30


def sends_mail() -> bool:
    """True where the installation knows a mail server."""
    return bool(settings.EMAIL_HOST)


def new_secret(invitation: Invitation) -> str:
    """Give the invitation a secret of 256 bits, of which it keeps the hash."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hashed(token)
    return token


def address_of(token: str) -> str:
    """The link as it is sent or handed over."""
    return settings.SITE_URL + reverse("agencies:join", args=[token])


def state_of(invitation: Invitation) -> InvitationState:
    return invitation_state(
        has_link=invitation.token_hash is not None,
        accepted_at=invitation.accepted_at,
        revoked_at=invitation.revoked_at,
        expires_at=invitation.expires_at,
        now=clock.now(),
    )


def enter_invitation(request: HttpRequest, token: str) -> Invitation:
    """The open invitation of this link; the request acts as a visitor of its agency from here on.

    Raises InvitationClosed, which says plainly why a link opens nothing.
    """
    if hit("join", request.META.get("REMOTE_ADDR", ""), within=QUARTER) > TRIES:
        raise InvitationClosed(LinkProblem.TOO_MANY)
    agency_id = _agency_of(token)
    if agency_id is None:
        raise InvitationClosed(LinkProblem.UNKNOWN)
    request.actor = Actor(ActorKind.PUBLIC, "anyone", agency_id=agency_id)  # type: ignore[attr-defined]
    set_context(request.actor)  # type: ignore[attr-defined]
    rows = Invitation.objects.select_related("membership__agency")
    invitation = rows.get(token_hash=hashed(token))
    state = state_of(invitation)
    if state != InvitationState.OPEN or invitation.membership.user_id:
        raise InvitationClosed(state)
    return invitation


def _agency_of(token: str) -> UUID | None:
    """Whose agency the holder of this secret was invited to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT invited_to(%s)", [hashed(token)])
        return cursor.fetchone()[0]


def letter(invitation: Invitation, token: str) -> EmailMessage:
    """The letter, in the language of whoever invited. It says neither the agency nor its kind:
    others may read over a shoulder."""
    maker = invitation.made_by
    context = {
        "name": invitation.membership.given_name,
        "maker": maker.name if maker else "",
        "link": address_of(token),
        "until": invitation.expires_at,
    }
    with translation.override(invitation.language):
        body = render_to_string("agencies/mail/invitation.txt", context)
        return EmailMessage(_("Your invitation"), body, to=[invitation.email])
