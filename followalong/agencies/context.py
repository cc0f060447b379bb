"""What every page needs: who is here, where they may go, what day it is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from followalong.accounts.doors import IDLE, WARN_BEFORE
from followalong.agencies.roles import Permission, can
from followalong.core.disk import level
from followalong.ops.disk import Level

# Each place of the frame: its page, and any permission that opens it.
PLACES = {
    "today": ("home:today", {Permission.TODAY_VIEW}),
    "caseload": ("home:caseload", {Permission.CASELOAD_VIEW}),
    "log": ("home:log", {Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER}),
    "employers": ("employers:list", {Permission.EMPLOYER_VIEW}),
    "more": ("home:more", {Permission.TODAY_VIEW}),
    "week": (
        "home:week",
        {
            Permission.CONTACT_LOG,
            Permission.CONTACT_LOG_PEER,
            Permission.EMPLOYER_CONTACT_LOG,
            Permission.CASELOAD_VIEW_TEAM,
        },
    ),
    "search": ("home:search", {Permission.CLIENT_VIEW, Permission.EMPLOYER_VIEW}),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; public pages get only the installation's facts."""
    membership = getattr(request, "membership", None)
    context: dict[str, Any] = {
        "idle": {"after": int(IDLE.total_seconds()), "warns": int(WARN_BEFORE.total_seconds())},
        "is_demo": settings.DEMO,
        "today": timezone.localdate(),
        "actor": getattr(request, "actor", None),
        "membership": membership,
        "nav": {},
        "room": "",
    }
    if membership is not None:
        context["agency"] = membership.agency
        context["nav"] = _nav(request, membership)
        context["room"] = _room(membership.role)
    return context


def _room(role: str) -> str:
    """A nearly full disk: whoever sets the agency up hears of it first, then everybody."""
    found = level() or Level.WELL
    if found == Level.READ_ONLY:
        return "none"
    return "little" if found and can(role, Permission.AGENCY_EDIT) else ""


def _nav(request: HttpRequest, membership: Any) -> dict[str, str]:
    """Addresses of the frame's places; an empty one is left out of the bar."""
    nav = {
        key: reverse(name, kwargs={"code": membership.code})
        if _open(membership.role, any_of)
        else ""
        for key, (name, any_of) in PLACES.items()
    }
    if not nav["log"] and can(membership.role, Permission.EMPLOYER_CONTACT_LOG):
        # Whoever meets employers only has one thing to log.
        nav["log"] = reverse("employers:contact", kwargs={"code": membership.code})
    return {
        **nav,
        "active": _active(request),
        "agency": membership.agency.name,
        "person": membership.name,
    }


def _open(role: str, any_of: set[Permission]) -> bool:
    return any(can(role, permission) for permission in any_of)


def _active(request: HttpRequest) -> str:
    here = request.resolver_match.view_name if request.resolver_match else ""
    if here.startswith("employers:"):
        return "employers"
    return next((key for key, (name, _) in PLACES.items() if name == here), "")
