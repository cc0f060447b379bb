"""Links to the pages that a role may open."""

from django.http import HttpRequest
from django.urls import NoReverseMatch

from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can


def page_for(request: HttpRequest, permission: Permission, name: str) -> str:
    """The page's address if this role may open it; empty if not, or if its room has none."""
    if not can(request.actor.role, permission):  # type: ignore[attr-defined]
        return ""
    try:
        return here(request, name)
    except NoReverseMatch:
        return ""
