"""Addresses within the acting membership's part of the site."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from followalong.agencies.roles import Permission, can


def here(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """The address of a member page, for the membership that acts in this request."""
    return _address(name, request.membership.code, **kwargs)  # type: ignore[attr-defined]


@lru_cache(maxsize=4096)  # a page names dozens, and the same ones again on the next request
def _address(name: str, code: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"code": code, **kwargs})


def go(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseRedirect:
    """Redirect to a member page after a write."""
    return HttpResponseRedirect(here(request, name, **kwargs))


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To where the button stood, when that is a page of this site; else to Today."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return HttpResponseRedirect(wanted if wanted and is_ours else here(request, "home:today"))


def then(request: HttpRequest, default: str) -> str:
    """The page that sent somebody here to ask first, within this membership's own pages; else
    the default."""
    wanted = request.GET.get("then", "")
    own = f"/a/{request.membership.code}/"  # type: ignore[attr-defined]
    is_ours = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith(own)
    return wanted if is_ours else default


def page_for(request: HttpRequest, permission: Permission, name: str) -> str:
    """The page's address if this role may open it; empty if not, or if its room has none."""
    if not can(request.actor.role, permission):  # type: ignore[attr-defined]
        return ""
    return address_of(request, name)


def address_of(request: HttpRequest, name: str) -> str:
    """A page's address; empty when there is no such page, or it is about one row."""
    try:
        return here(request, name)
    except NoReverseMatch:
        return ""
