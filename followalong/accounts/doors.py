"""What a session knows of how it was opened, and when it shuts by itself."""

from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind
from followalong.core.typed import written_words

IDLE = timedelta(minutes=15)
WARN_BEFORE = timedelta(minutes=2)
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=5)
NOTED_EVERY = timedelta(minutes=1)
# In the session: when it was opened, last used, and last proved with more than a password.
OPENED, SEEN, PROVED, DEMO = "door.opened", "door.seen", "door.proved", "door.demo"
# By which agency's own provider, if it was one.
AGENCY, ASKED_AT = "door.agency", "door.asked_at"

# Whose provider opened a session, and the address at which it can be asked again.
Came = tuple[str, str]


class Shut(StrEnum):
    """Why a session opens nothing."""

    NOBODY = "nobody"
    IDLE = "idle"
    LONG = "long"
    UNPROVED = "unproved"


def mark(session: Any, *, is_proved: bool, is_demo: bool = False, came: Came | None = None) -> None:
    """Say in a new session how it was opened. The demonstration's people have nothing to prove.

    What an agency's own provider opened opens that agency only, and nothing of the person's own:
    nobody who runs a provider can reach what other agencies know.
    """
    session[AGENCY], session[ASKED_AT] = came or (None, None)
    now = _now()
    session[OPENED] = session[SEEN] = now
    session[DEMO] = is_demo
    session[PROVED] = now if is_proved else 0


def opens_agency(session: Any, agency_id: Any) -> bool:
    """True unless another agency's provider opened this session."""
    return session.get(AGENCY) in (None, str(agency_id))


def prove(session: Any) -> None:
    """The person has just shown a passkey or a code."""
    session[PROVED] = session[SEEN] = _now()


def why_shut(session: Any) -> Shut | None:
    """None while the session may be used."""
    if not session.get(SESSION_KEY):
        return Shut.NOBODY
    now = _now()
    if now - session.get(OPENED, 0) > LONGEST.total_seconds():
        return Shut.LONG
    if now - session.get(SEEN, 0) > IDLE.total_seconds():
        return Shut.IDLE
    if not (session.get(PROVED) or session.get(DEMO)):
        return Shut.UNPROVED
    return None


def note_use(session: Any) -> None:
    """Somebody is at work. Written down once a minute, so that most pages write nothing."""
    if _now() - session.get(SEEN, 0) >= NOTED_EVERY.total_seconds():
        session[SEEN] = _now()


def is_fresh(session: Any) -> bool:
    """Proved within the last five minutes: for what must not be done by whoever finds a screen
    open. Call it before an override of consent, a break-glass, an export, a grant."""
    return bool(session.get(DEMO)) or _now() - session.get(PROVED, 0) <= FRESH.total_seconds()


def stopped(request: HttpRequest) -> HttpResponse | None:
    """Where this session has to go first; None when it may go on."""
    why = why_shut(request.session)
    if why is None:
        note_use(request.session)
        return None
    if why == Shut.UNPROVED:
        return redirect(_with_next("accounts:security", request))
    if why != Shut.NOBODY:
        who = request.session[SESSION_KEY]
        record(
            by=Actor(ActorKind.PUBLIC, "anyone", user_id=who), action="session.ended", outcome=why
        )
        logout(request)
    return _to(settings.LOGIN_URL, request)


def ask_again(request: HttpRequest) -> HttpResponse:
    """Ask for the passkey or a code once more, then back to what was wanted."""
    return _to(reverse("accounts:again"), request)


def _to(address: str, request: HttpRequest) -> HttpResponse:
    """A form that comes too late is not thrown away: save.js keeps it, else it is shown."""
    if request.method in ("GET", "HEAD"):
        return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    if "X-Keep" in request.headers:
        return redirect(address)
    context = {"written": written_words(request), "door": address}
    return render(request, "accounts/once_more.html", context, status=401)


def _with_next(name: str, request: HttpRequest) -> str:
    wanted = request.get_full_path() if request.method == "GET" else ""
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)


def wanted_page(request: HttpRequest) -> str:
    """Where somebody was going, if it is a page of this site; otherwise empty."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def _now() -> int:
    return int(timezone.now().timestamp())
