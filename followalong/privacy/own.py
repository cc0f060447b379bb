"""A person at their own page: which link it is, and whether this browser opened it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.http import Http404, HttpRequest
from django.utils import timezone as clock
from django.utils.crypto import constant_time_compare

from followalong.accounts.setup_links import hashed
from followalong.agencies.models import Agency, pools_of
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.throttle import hit
from followalong.privacy.models import OwnLink
from followalong.privacy.rules import link_opens

QUARTER = timedelta(minutes=15)
TRIES = 30
HELD = "own_page"


def enter_own(request: HttpRequest, secret: str) -> OwnLink:
    """The link that still works; the request acts as that person from here on. Otherwise 404."""
    if hit("own-link", request.META.get("REMOTE_ADDR", ""), within=QUARTER) > TRIES * 4:
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_of_own_link(%s)", [hashed(secret)])
        agency_id = cursor.fetchone()[0]
    if agency_id is None:
        raise Http404
    set_context(Actor(ActorKind.PUBLIC, "client", agency_id=agency_id, sees_sud=True))
    rows = OwnLink.objects.select_related("client__same_as", "agency")
    link: OwnLink = rows.get(token_hash=hashed(secret))
    if not link_opens(link.expires_at, link.ended_at, link.wrong_numbers, now=clock.now()):
        raise Http404
    request.actor = _themselves(link.agency, link)  # type: ignore[attr-defined]
    request.purpose = "PATRQT"  # type: ignore[attr-defined]
    set_context(request.actor)  # type: ignore[attr-defined]
    clock.activate(ZoneInfo(link.agency.timezone))
    return link


def _themselves(agency: Agency, link: OwnLink) -> Actor:
    """Addiction programs included: it is their own record."""
    return Actor(
        ActorKind.PUBLIC,
        "client",
        agency_id=agency.pk,
        sees_sud=True,
        pools=pools_of(agency),
        client_id=link.client.person.pk,
    )


def is_open_here(request: HttpRequest, link: OwnLink) -> bool:
    """This browser opened it, and was here within a quarter of an hour."""
    held = request.session.get(HELD, {})
    is_it = constant_time_compare(hashed(held.get("is", "")), link.browser_hash or "-")
    fresh = clock.now().timestamp() - held.get("at", 0) < QUARTER.total_seconds()
    return is_it and fresh


def hold(request: HttpRequest, held: str) -> None:
    request.session[HELD] = {"is": held, "at": clock.now().timestamp()}
