"""Coming in by an agency's own provider: the question kept in the browser, and what its answer
opens: a session, the proof that it is still them, a link, or an invitation."""

import hmac
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import get_language

from followalong.accounts import doors
from followalong.accounts.actions import (
    make_user,
    open_session,
    owe_second_step,
    proved_by_provider,
)
from followalong.accounts.factors import has_factor
from followalong.accounts.models import User
from followalong.agencies.actions.invitations import accept_invitation
from followalong.agencies.actions.sign_ons import identity_of, link, works_here
from followalong.agencies.joining import enter_invitation
from followalong.agencies.models import Provider
from followalong.agencies.refusals import SignOnProblem, SignOnRefused
from followalong.agencies.single_sign_on import (
    LEEWAY,
    NotProved,
    Place,
    Question,
    address,
    claims,
    is_second_step,
    new_question,
)
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.throttle import hit

QUARTER = timedelta(minutes=15)
TRIES = 60
# In the session: what was asked in this browser, and how long an answer may take.
ASKED = "door.asked"
GOOD_FOR = timedelta(minutes=10)


class Use(StrEnum):
    """What somebody goes to the provider for."""

    ENTER = "enter"
    AGAIN = "again"
    LINK = "link"
    JOIN = "join"


def enter_door(request: HttpRequest, door: str) -> Provider:
    """The provider behind this address; the request acts as a visitor of its agency from here on.

    Raises Http404, SignOnRefused.
    """
    if hit("sign-on", request.META.get("REMOTE_ADDR", ""), within=QUARTER) > TRIES:
        raise SignOnRefused(SignOnProblem.TOO_MANY)
    agency_id = _agency_of(door)
    if agency_id is None:
        raise Http404
    user_id = request.user.pk if request.user.is_authenticated else None
    request.actor = Actor(ActorKind.PUBLIC, "anyone", agency_id=agency_id, user_id=user_id)  # type: ignore[attr-defined]
    set_context(request.actor)  # type: ignore[attr-defined]
    return Provider.objects.get(door=door)


def begin(request: HttpRequest, provider: Provider, *, use: Use, wanted: str, token: str) -> str:
    """Keep a question in this browser; the address where it is answered. Raises SignOnRefused."""
    if use == Use.LINK and not _is_ones_own(request):
        raise SignOnRefused(SignOnProblem.NOT_PROVED)
    question = new_question()
    request.session[ASKED] = question.kept() | {
        "door": provider.door,
        "use": use,
        "wanted": wanted,
        "token": token,
        "user": str(request.user.pk or ""),
        "at": clock.now().timestamp(),
    }
    try:
        return address(_place(provider), question, is_again=use == Use.AGAIN)
    except NotProved as error:
        raise SignOnRefused(SignOnProblem.NOT_PROVED) from error


def come_back(request: HttpRequest) -> str:
    """Where the answer leads. Raises Http404, SignOnRefused, InvitationClosed, AddressTaken."""
    asked = request.session.pop(ASKED, None)
    if not asked or not _is_ours(asked, request.GET.get("state", "")):
        raise SignOnRefused(SignOnProblem.NOT_PROVED)
    provider = enter_door(request, asked["door"])
    found = _claims(request, provider, asked)
    is_proved = is_second_step(found, provider.second_step)
    if asked["use"] == Use.JOIN and not is_proved:
        raise SignOnRefused(SignOnProblem.NO_SECOND_STEP)
    return _LEADS[asked["use"]](request, provider, asked, found, is_proved)


def way_to_join(token: str) -> str:
    """With this invitation to the provider of the agency at hand; empty where it has none."""
    row = Provider.objects.first()
    asked = urlencode({"for": Use.JOIN, "invitation": token})
    return f"{reverse('agencies:sign_on', args=[row.door])}?{asked}" if row else ""


def _enter(request: Any, provider: Provider, asked: Any, found: Any, is_proved: bool) -> str:
    user = _person(provider, found)
    came = _came(provider)
    if is_proved:
        open_session(request, user=user, is_proved=True, came=came)
        return asked["wanted"] or reverse("agencies:choose")
    if not has_factor(user):
        raise SignOnRefused(SignOnProblem.NO_SECOND_STEP)
    owe_second_step(request, user=user, came=came)
    return reverse("accounts:second")


def _again(request: Any, provider: Provider, asked: Any, found: Any, is_proved: bool) -> str:
    at = found.get("auth_time")
    is_now = isinstance(at, int | float) and at >= asked["at"] - LEEWAY
    if not (is_proved and is_now) or _person(provider, found).pk != request.user.pk:
        raise SignOnRefused(SignOnProblem.NOT_PROVED)
    proved_by_provider(request, user=request.user)
    return asked["wanted"] or reverse("agencies:choose")


def _link(request: Any, provider: Provider, asked: Any, found: Any, is_proved: bool) -> str:
    if not _is_ones_own(request) or asked["user"] != str(request.user.pk):
        raise SignOnRefused(SignOnProblem.NOT_PROVED)
    if not works_here(provider, request.user):
        raise SignOnRefused(SignOnProblem.NOT_LINKED)
    link(by=request.actor, provider=provider, subject=found["sub"], user=request.user)
    return asked["wanted"] or reverse("agencies:choose")


@transaction.atomic
def _join(request: Any, provider: Provider, asked: Any, found: Any, is_proved: bool) -> str:
    invitation = enter_invitation(request, asked["token"])
    if invitation.agency_id != provider.agency_id:
        raise Http404
    known = identity_of(provider, found["sub"])
    user = known.user if known else _new_user(invitation.email or invitation.membership.email)
    if not known:
        link(by=request.actor, provider=provider, subject=found["sub"], user=user)
    membership = accept_invitation(by=request.actor, token=asked["token"], user=user)
    open_session(request, user=user, is_proved=True, came=_came(provider))
    return reverse("home:today", args=[membership.code])


_LEADS = {Use.ENTER: _enter, Use.AGAIN: _again, Use.LINK: _link, Use.JOIN: _join}


def _new_user(email: str | None) -> User:
    if not email:
        raise SignOnRefused(SignOnProblem.NO_ADDRESS)
    return make_user(email=email, password=None, language=get_language() or "en")


def _person(provider: Provider, found: dict[str, Any]) -> User:
    known = identity_of(provider, found["sub"])
    if known is None or not works_here(provider, known.user):
        raise SignOnRefused(SignOnProblem.NOT_LINKED)
    return known.user


def _claims(request: HttpRequest, provider: Provider, asked: dict[str, Any]) -> dict[str, Any]:
    code = request.GET.get("code", "")
    if not code or request.GET.get("iss", provider.issuer) != provider.issuer:
        raise SignOnRefused(SignOnProblem.NOT_PROVED)
    question = Question(asked["state"], asked["nonce"], asked["verifier"])
    try:
        return claims(_place(provider), question, code=code)
    except NotProved as error:
        raise SignOnRefused(SignOnProblem.NOT_PROVED) from error


def _is_ours(asked: dict[str, Any], state: str) -> bool:
    is_late = clock.now().timestamp() - asked["at"] > GOOD_FOR.total_seconds()
    return hmac.compare_digest(asked["state"].encode(), state.encode()) and not is_late


def _is_ones_own(request: HttpRequest) -> bool:
    """Signed in by their own means, and just now: only so is a subject taken on."""
    session = request.session
    is_open = doors.why_shut(session) is None and request.user.is_authenticated
    return is_open and not session.get(doors.AGENCY) and doors.is_fresh(session)


def _place(provider: Provider) -> Place:
    back = settings.SITE_URL + reverse("agencies:sign_on_back")
    return Place(provider.issuer, provider.app_id, provider.secret, back)


def _came(provider: Provider) -> doors.Came:
    return str(provider.agency_id), reverse("agencies:sign_on", args=[provider.door])


def _agency_of(door: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT provider_at(%s)", [door])
        return cursor.fetchone()[0]
