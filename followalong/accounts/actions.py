"""Signing in and out, on the record."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from followalong.accounts.models import User
from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind
from followalong.core.throttle import hit

TRIES = 10
WINDOW = timedelta(minutes=15)


class SignInRefused(Exception):
    """The same answer for an unknown address and a wrong password."""


class AddressTaken(Exception):
    """There is a sign-in with this address; told only to whoever holds a one-time link to it."""

    def __str__(self) -> str:
        return str(
            _("This address cannot be used for a new sign-in. If it is yours, sign in instead.")
        )


def sign_in(request: HttpRequest, *, email: str, password: str, address: str) -> User:
    """Open a session. Raises SignInRefused; the try itself is counted and written down."""
    if hit("sign-in", email.lower(), address, within=WINDOW) > TRIES:
        raise SignInRefused(_("Too many tries from here. Wait fifteen minutes and try again."))
    user = authenticate(request, username=email, password=password)
    if user is None:
        record(by=_anyone(), action="session.refused", outcome="refused")
        raise SignInRefused(_("This e-mail address and password do not go together."))
    return open_session(request, user=user)


def open_session(request: HttpRequest, *, user: User) -> User:
    """Sign this user in, in a session of its own."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    record(by=_anyone(user.pk), action="session.opened")
    return user


def make_user(*, email: str, password: str, language: str = "en") -> User:
    """A new sign-in. Raises AddressTaken when the address has one already."""
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    user = User(email=email, language=language)
    user.set_password(password)
    user.save(force_insert=True)
    record(by=_anyone(user.pk), action="user.made")
    return user


def sign_out(request: HttpRequest) -> None:
    user_id = request.user.pk
    logout(request)
    record(by=_anyone(user_id), action="session.closed")


def _anyone(user_id: UUID | None = None) -> Actor:
    return Actor(ActorKind.PUBLIC, "anyone", user_id=user_id)
