"""Who acts in this request: the URL's code alone decides, so two tabs never mix."""

import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from followalong.accounts.doors import opens_agency, stopped
from followalong.agencies.locks import bound
from followalong.agencies.models import Membership, actor_of
from followalong.agencies.read import Reading, write_audit
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context

# Errors that stand on pages of their own. A form that was refused (409, 422) shows its page again.
SHOWS_NOBODY = (403, 404, 500, 503)


class ContextMiddleware:
    """After the session: the signed-in user, the acting membership, the database's context."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = None
        request.membership = None
        request.reading = Reading()
        response = self.get_response(request)
        if request.actor is not None and response.status_code not in SHOWS_NOBODY:
            match = request.resolver_match
            write_audit(request, match.view_name if match else "")
        timezone.deactivate()
        return response

    def process_view(
        self, request: Any, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        code = kwargs.pop("code", None)
        if code is None:
            return None
        where = stopped(request)
        if where is None:
            enter(request, code)
        return where


def enter(request: Any, code: str) -> None:
    """Take up the membership that the code names, if it is this user's; otherwise 404."""
    set_context(Actor(ActorKind.MEMBER, "", user_id=request.session[SESSION_KEY]))
    membership = Membership.objects.select_related("agency", "user").filter(code=code).first()
    if membership is None or str(membership.user_id) != str(request.session[SESSION_KEY]):
        raise Http404
    if not opens_agency(request.session, membership.agency_id):
        raise Http404
    today = timezone.now().astimezone(zoneinfo.ZoneInfo(membership.agency.timezone)).date()
    over = membership.ended_on is not None and membership.ended_on < today
    over = over or membership.stopped_at is not None
    if over or not membership.user.is_active or not _fresh(request, membership.user):
        request.user = AnonymousUser()
        raise Http404
    request.user = membership.user
    request.membership = membership
    request.actor = actor_of(membership)
    timezone.activate(zoneinfo.ZoneInfo(membership.agency.timezone))
    set_context(request.actor)
    request.actor = _bound(request.actor, membership)


def _bound(actor: Actor, membership: Membership) -> Actor:
    """With what people had locked away from them; no question where nobody ever locked anything."""
    return bound(actor) if membership.agency.has_locks else replace(actor, locked_away=())


def _fresh(request: Any, user: Any) -> bool:
    """A changed password ends the sessions that were opened with the old one."""
    held = request.session.get(HASH_SESSION_KEY, "")
    return constant_time_compare(held, user.get_session_auth_hash())
