"""Addresses within the acting membership's part of the site."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def here(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """The address of a member page, for the membership that acts in this request."""
    code = request.membership.code  # type: ignore[attr-defined]
    return reverse(name, kwargs={"code": code, **kwargs})


def go(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseRedirect:
    """Redirect to a member page after a write."""
    return HttpResponseRedirect(here(request, name, **kwargs))
