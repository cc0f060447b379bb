"""What every page of the frame needs: who is here, where they may go, what day it is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followalong.agencies.roles import Permission, can

# key, word, icon, URL name, permission
PLACES = (
    ("today", gettext_noop("Today"), "sun", "home:today", Permission.TODAY_VIEW),
    ("caseload", gettext_noop("Caseload"), "users", "home:caseload", Permission.CASELOAD_VIEW),
    ("log", gettext_noop("Log"), "plus", "home:log", Permission.CONTACT_LOG),
    ("employers", gettext_noop("Employers"), "store", "employers:list", Permission.EMPLOYER_VIEW),
    ("more", gettext_noop("More"), "menu", "home:more", Permission.TODAY_VIEW),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base and frame templates; public pages get only the installation's facts."""
    context: dict[str, Any] = {
        "is_demo": settings.DEMO,
        "today": timezone.localdate(),
        "languages": settings.LANGUAGES,
        "actor": getattr(request, "actor", None),
        "membership": getattr(request, "membership", None),
        "nav": [],
    }
    if context["membership"] is not None:
        context["agency"] = context["membership"].agency
        context["nav"] = _places(request)
    return context


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    code = request.membership.code  # type: ignore[attr-defined]
    return [
        {
            "key": key,
            "label": _(word),
            "icon": icon,
            "url": reverse(name, kwargs={"code": code}),
            "active": here == name or here.startswith(f"{key}:"),
        }
        for key, word, icon, name, permission in PLACES
        if can(request.actor.role, permission)  # type: ignore[attr-defined]
    ]
