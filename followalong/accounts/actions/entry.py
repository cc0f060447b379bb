"""Signing in and out, on the record."""

from datetime import timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.accounts import doors
from followalong.accounts.factors import has_factor, passkey_owner, proves
from followalong.accounts.models import User
from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind
from followalong.core.throttle import hit

TRIES = 10
WINDOW = timedelta(minutes=15)
# In the session: who has said the right password and owes the second step, and since when.
PENDING = "door.pending"
PENDING_FOR = timedelta(minutes=10)


class SignInRefused(Exception):
    """The same answer for an unknown address and a wrong password."""


class AddressTaken(Exception):
    """There is a sign-in with this address; told only to whoever holds a one-time link to it."""

    def __str__(self) -> str:
        return str(
            _("This address cannot be used for a new sign-in. If it is yours, sign in instead.")
        )


def sign_in(request: HttpRequest, *, email: str, password: str, address: str) -> User | None:
    """Open a session, or None when the second step is owed. Raises SignInRefused; the try itself
    is counted and written down."""
    _count("sign-in", email.lower(), address)
    user = authenticate(request, username=email, password=password)
    if user is None:
        record(by=_anyone(), action="session.refused", outcome="refused")
        raise SignInRefused(_("This e-mail address and password do not go together."))
    if has_factor(user):
        owe_second_step(request, user=user)
        return None
    return open_session(request, user=user)


def pending_user(request: HttpRequest) -> User | None:
    """Who has said the right password and owes the second step."""
    pk, at, _came = request.session.get(PENDING) or ("", 0, None)
    if not pk or timezone.now().timestamp() - at > PENDING_FOR.total_seconds():
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


def finish_sign_in(
    request: HttpRequest, *, user: User, address: str, code: str = "", credential: str = ""
) -> User:
    """The second step. Raises SignInRefused."""
    _prove(request, user=user, address=address, code=code, credential=credential)
    *_who, came = request.session[PENDING]
    return open_session(request, user=user, is_proved=True, came=came)


def sign_in_by_passkey(request: HttpRequest, *, credential: str, address: str) -> User:
    """A passkey says who it is, and proves it. Raises SignInRefused."""
    _count("passkey", address)
    user = passkey_owner(request, credential)
    if user is None or not user.is_active:
        record(by=_anyone(), action="session.refused", outcome="refused", fields=["passkey"])
        raise SignInRefused(_("This passkey does not open anything here."))
    return open_session(request, user=user, is_proved=True)


def prove_again(
    request: HttpRequest, *, user: User, address: str, code: str = "", credential: str = ""
) -> None:
    """The person at this session shows once more who they are. Raises SignInRefused."""
    _prove(request, user=user, address=address, code=code, credential=credential)
    doors.prove(request.session)
    record(by=_anyone(user.pk), action="session.proved")


def proved_by_provider(request: HttpRequest, *, user: User) -> None:
    """Their agency's provider has just said that it is still them."""
    doors.prove(request.session)
    record(by=_anyone(user.pk), action="session.proved", fields=["provider"])


def open_session(
    request: HttpRequest,
    *,
    user: User,
    is_proved: bool = False,
    is_demo: bool = False,
    came: doors.Came | None = None,
) -> User:
    """Sign this user in, in a session of its own."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(PENDING, None)
    doors.mark(request.session, is_proved=is_proved, is_demo=is_demo, came=came)
    request.session.save()
    UserSession.objects.filter(
        user=user, created_at__lt=timezone.now() - doors.LONGEST
    ).delete()  # these have ended by themselves
    UserSession.objects.create(
        user=user,
        ip=request.META.get("REMOTE_ADDR") or "127.0.0.1",
        user_agent=request.headers.get("User-Agent", "")[:200],
        session_key=request.session.session_key,
    )
    record(by=_anyone(user.pk), action="session.opened")
    return user


def owe_second_step(request: HttpRequest, *, user: User, came: doors.Came | None = None) -> None:
    """The first step is done in this browser; a code or a passkey of their own is owed."""
    request.session.cycle_key()
    request.session[PENDING] = [str(user.pk), timezone.now().timestamp(), came]


def make_user(*, email: str, password: str | None, language: str = "en") -> User:
    """A new sign-in; without a password only an agency's provider opens it. Raises AddressTaken
    when the address has one already."""
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    user = User(email=email, language=language)
    user.set_password(password)
    user.save(force_insert=True)
    record(by=_anyone(user.pk), action="user.made")
    return user


def sign_out(request: HttpRequest) -> None:
    user_id = request.user.pk
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    record(by=_anyone(user_id), action="session.closed")


def _prove(request: HttpRequest, *, user: User, address: str, code: str, credential: str) -> None:
    _count("second", user.pk, address)
    if not proves(request, user, code=code, credential=credential):
        record(by=_anyone(user.pk), action="session.refused", outcome="refused", fields=["code"])
        raise SignInRefused(_("This did not fit. Try again with a new code."))


def _count(*parts: object) -> None:
    """Tries are counted for what is tried and from where: nobody can lock another person out."""
    if hit(*parts, within=WINDOW) > TRIES:
        raise SignInRefused(_("Too many tries from here. Wait fifteen minutes and try again."))


def _anyone(user_id: UUID | None = None) -> Actor:
    return Actor(ActorKind.PUBLIC, "anyone", user_id=user_id)
