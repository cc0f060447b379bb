"""What was asked at a closed door, as the pages say it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.roles import ROLES, Permission, can
from followalong.clients.models import Client
from followalong.privacy.models import AccessRequest
from followalong.privacy.waiting import access_waiting
from followalong.ui.words import day_text

SHOWN = 50
LONGEST = 200


def place_asked_for(request: HttpRequest) -> tuple[str, UUID | None]:
    """The address below one's own code that did not open, and the person whom it names."""
    own = f"/a/{request.membership.code}/"  # type: ignore[attr-defined]
    path = request.GET.get("for", "").partition("?")[0]
    if not path.startswith(own) or len(path) > LONGEST:
        return "", None
    try:
        named = resolve(path).kwargs.get("client_id")
    except Resolver404:
        named = None
    return path.removeprefix(own), named


def lists(request: HttpRequest) -> dict[str, Any]:
    """One's own, and those of others that one may answer."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = AccessRequest.objects.select_related("asked_by", "answered_by", "tie")
    own = rows.filter(asked_by=actor.membership_id).order_by("-asked_at", "-pk")
    mine = read.many(request, own, limit=SHOWN)
    others: list[AccessRequest] = []
    if can(actor.role, Permission.ACCESS_DECIDE):
        waits = access_waiting().exclude(asked_by=actor.membership_id)
        waits = waits.select_related("asked_by", "answered_by", "tie")
        others = read.many(request, waits.order_by("asked_at", "pk"), limit=SHOWN)
    people = _people(request, [*mine, *others])
    return {
        "mine": [line(request, row, people.get(row.named_id)) for row in mine],
        "others": [line(request, row, people.get(row.named_id)) for row in others],
        "decides": can(actor.role, Permission.ACCESS_DECIDE),
    }


def _people(request: HttpRequest, rows: list[AccessRequest]) -> dict[UUID | None, Client]:
    """Those whom the reader opens: nobody else is named."""
    ids = {row.named_id for row in rows if row.named_id}
    return {one.pk: one for one in read.many(request, Client.objects.filter(pk__in=ids))}


def line(request: HttpRequest, row: AccessRequest, person: Client | None) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "who": f"{row.asked_by.name}, {_(ROLES[row.asked_by.role].title)}",
        "what": person.full_name if person else row.place or _("a page"),
        "person": person.full_name if person else "",
        "words": row.words,
        "day": day_text(timezone.localdate(row.asked_at), today),
        "answer": row.answer or "",
        "answered": _answered(row),
        "is_open": row.answered_at is None,
        "href": here(request, "privacy:access_grant", asked_id=row.pk),
    }


def _answered(row: AccessRequest) -> str:
    if row.answered_at is None:
        return ""
    name = row.answered_by.name if row.answered_by else ""
    if row.tie is None or row.tie.to_on is None:
        return _("Not now: %(name)s") % {"name": name}
    day = day_text(row.tie.to_on, timezone.localdate())
    return _("Let in until %(day)s: %(name)s") % {"day": day, "name": name}


def is_own(request: HttpRequest, row: AccessRequest) -> bool:
    return row.asked_by_id == request.actor.membership_id  # type: ignore[attr-defined]
