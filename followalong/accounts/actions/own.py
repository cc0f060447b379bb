"""What a person changes about their own way in: passkeys, codes, password, open sessions."""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from followalong.accounts import doors, factors
from followalong.accounts.models import User
from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind

LONGEST_NAME = 60


class NotAdded(Exception):
    """The device or the code did not answer as it should."""

    def __str__(self) -> str:
        return str(_("That did not work, and nothing was changed. Try once more."))


class LastFactor(Exception):
    """Without a second step nobody who works here gets in."""

    def __str__(self) -> str:
        return str(_("This is your only second step. Add another one first."))


class WrongPassword(Exception):
    def __str__(self) -> str:
        return str(_("This is not your password now."))


@transaction.atomic
def add_passkey(request: HttpRequest, *, by: User, name: str, credential: str) -> None:
    """Raises NotAdded."""
    made = factors.new_passkey(request, credential)
    if made is None:
        raise NotAdded
    WebAuthn.add(by, name.strip()[:LONGEST_NAME] or str(_("Passkey")), made)
    _settled(request, by, "passkey.added")


@transaction.atomic
def add_app(request: HttpRequest, *, by: User, secret: str, code: str) -> None:
    """An authenticator app. Raises NotAdded when its first code does not fit."""
    if not validate_totp_code(secret, code):
        raise NotAdded
    Authenticator.objects.filter(user=by, type=Authenticator.Type.TOTP).delete()
    with factors.secrets_of(by):
        TOTP.activate(by, secret)
    _settled(request, by, "authenticator_app.added")


@transaction.atomic
def new_codes(*, by: User) -> list[str]:
    """Ten recovery codes; those made before are void."""
    Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = factors.recovery_codes(by)
    record(by=_self(by.pk), action="recovery_codes.made", row_count=len(codes))
    return codes


@transaction.atomic
def remove_factor(*, by: User, factor_id: int) -> None:
    """Raises LastFactor; a factor of somebody else is not found."""
    User.objects.select_for_update().get(pk=by.pk)  # two tabs do not take away one each
    row = factors.strong(by).get(pk=factor_id)
    if factors.strong(by).count() == 1:
        raise LastFactor
    row.delete()
    kind = "passkey" if row.type == Authenticator.Type.WEBAUTHN else "authenticator_app"
    record(by=_self(by.pk), action=f"{kind}.removed")


@transaction.atomic
def change_password(request: HttpRequest, *, by: User, old: str, new: str) -> None:
    """Ends every session but this one. Raises WrongPassword."""
    if not by.check_password(old):
        raise WrongPassword
    key = request.session.session_key
    by.set_password(new)
    by.save(update_fields=["password"])
    update_session_auth_hash(request, by)
    request.session.save()
    UserSession.objects.filter(session_key=key or "").update(
        session_key=request.session.session_key
    )
    _end_all(by, but=request.session.session_key)
    record(by=_self(by.pk), action="password.changed")


@transaction.atomic
def end_session(*, by: User, session_id: int, opened_by: str | None = None) -> None:
    """Sign this person out somewhere else, at once. Raises UserSession.DoesNotExist.

    `opened_by` is the agency whose provider opened the session that asks: it ends what that
    provider opened, and nothing that the person opened by their own means or elsewhere.
    """
    row = UserSession.objects.get(user=by, pk=session_id)
    if opened_by and SessionStore(row.session_key).load().get(doors.AGENCY) != opened_by:
        raise UserSession.DoesNotExist
    row.end()
    record(by=_self(by.pk), action="session.ended", outcome="remote")


@transaction.atomic
def start_afresh(*, user: User) -> None:
    """For somebody who has lost every way in: no second step, no password, no open session."""
    Authenticator.objects.filter(user=user).delete()
    user.set_password(secrets.token_urlsafe(32))
    user.save(update_fields=["password"])
    _end_all(user, but=None)
    by = Actor(ActorKind.SERVICE, "operator", user_id=user.pk)
    record(by=by, action="user.way_in_reset")


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """By the one-time link of a way in that was lost."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=_self(user.pk), action="password.changed")


def end_sessions(*, user: User) -> None:
    """No role is left to this person anywhere: they are signed out everywhere."""
    _end_all(user, but=None)
    record(by=_self(user.pk), action="session.ended", outcome="no_role")


def end_sessions_of_provider(*, user: User, agency_id: UUID) -> None:
    """What this agency's provider opened for them shuts; what they opened themselves stays."""
    for row in UserSession.objects.filter(user=user):
        if SessionStore(row.session_key).load().get(doors.AGENCY) == str(agency_id):
            SessionStore().delete(row.session_key)
            row.delete()
            record(by=_self(user.pk), action="session.ended", outcome="provider")


def _settled(request: HttpRequest, by: User, action: str) -> None:
    """A new factor proves this session, and the first one brings recovery codes along."""
    doors.prove(request.session)
    if not Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).exists():
        new_codes(by=by)
    record(by=_self(by.pk), action=action)


def _end_all(user: User, *, but: str | None) -> None:
    for row in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        SessionStore().delete(row.session_key)
        row.delete()


def _self(user_id: UUID) -> Actor:
    return Actor(ActorKind.PUBLIC, "anyone", user_id=user_id)
