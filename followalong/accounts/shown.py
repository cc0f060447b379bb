"""What the pages of the door and of one's own way in show."""

from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.accounts import factors
from followalong.accounts.doors import AGENCY, ASKED_AT, DEMO, PROVED

SECRET = "door.app"  # noqa: S105 - where in the session the secret of a new app waits for its code
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def second(wanted: str) -> HttpResponse:
    """On to the second step, and from there to the page that was wanted."""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("accounts:second") + query)


def codes_then(wanted: str) -> str:
    """The recovery codes, and from there to the page that was wanted."""
    return reverse("accounts:codes") + (f"?{urlencode({'next': wanted})}" if wanted else "")


def question(pending: Any, signed_in: Any) -> dict[str, Any]:
    """For whoever has said a password or is signed in: one of their own passkeys. For a stranger:
    any, so that the answer tells nothing about who has one."""
    user = pending or (signed_in if signed_in.is_authenticated else None)
    return webauthn.begin_authentication(user)


def proof_page(
    request: HttpRequest, template: str, form: Any, user: Any, wanted: str
) -> HttpResponse:
    context = {"form": form, "wanted": wanted, "has_passkey": factors.has_passkey(user)}
    if there := request.session.get(ASKED_AT):
        context["asked_at"] = f"{there}?{urlencode({'for': 'again', 'next': wanted})}"
    return render(request, template, context, status=422 if form.errors else 200)


def own_page(request: HttpRequest, form: Any, said: str = "") -> HttpResponse:
    """One's own way in: what proves it, and where it is open."""
    user, session = request.user, request.session
    rows = list(factors.strong(user).order_by("created_at"))
    context = {
        "form": form,
        "said": said,
        "is_proved": bool(session.get(PROVED)),
        "is_invented": bool(session.get(DEMO)),
        "factors": [_factor(row) for row in rows],
        "can_remove": len(rows) > 1,
        "codes_left": len(factors.recovery_codes(user)) if rows else 0,
        "sessions": [_session(row, session.session_key) for row in _open(user)],
        "wanted": request.GET.get("next", ""),
    }
    return render(request, "accounts/security.html", context, status=422 if said else 200)


def secret_of_new_app(request: HttpRequest) -> str:
    """Made once for the page, so that a code that did not fit can be tried again."""
    if SECRET not in request.session:
        request.session[SECRET] = generate_totp_secret()
    return request.session[SECRET]


def address_of_app(request: HttpRequest) -> str:
    """What the picture on the page tells the app."""
    return factors.Adapter().build_totp_url(request.user, secret_of_new_app(request))


def _factor(row: Authenticator) -> dict[str, Any]:
    is_passkey = row.type == Authenticator.Type.WEBAUTHN
    return {
        "id": row.pk,
        "name": row.wrap().name if is_passkey else _("Authenticator app"),
        "icon": "key-round" if is_passkey else "timer",
        "created_at": row.created_at,
        "last_used_at": row.last_used_at,
    }


def by_agency_page(request: HttpRequest) -> HttpResponse:
    """Where the same agency's provider let this person in; nothing that they opened themselves."""
    session = request.session
    rows = _open(request.user, opened_by=session[AGENCY])
    context = {"sessions": [_session(row, session.session_key) for row in rows]}
    return render(request, "accounts/by_agency.html", context)


def _open(user: Any, *, opened_by: str = "") -> list[UserSession]:
    """Sessions that still open something; or those of them that an agency's provider opened."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    alive = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    return [
        rows[one.session_key]
        for one in alive
        if not opened_by or one.get_decoded().get(AGENCY) == opened_by
    ]


def _session(row: UserSession, current: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": f"{_named(row.user_agent, BROWSERS)} · {_named(row.user_agent, SYSTEMS)}",
        "since": row.created_at,
        "ip": row.ip,
        "is_here": row.session_key == current,
    }


def _named(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in agent), _("Other"))
