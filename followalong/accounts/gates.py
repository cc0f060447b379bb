"""Pages of a signed-in person that belong to no agency, and pages that ask once more who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followalong.accounts.doors import AGENCY, Shut, ask_again, is_fresh, stopped, why_shut
from followalong.accounts.factors import has_factor
from followalong.core.gates import public

View = Callable[..., HttpResponse]


def own(reason: str, *, unproved: bool = False, by_agency: bool = False) -> Callable[[View], View]:
    """Only the signed-in person's own things. `unproved` lets in who has no second step yet,
    `by_agency` whom only an agency's provider vouches for."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not (unproved and why_shut(request.session) == Shut.UNPROVED):
                where = stopped(request)
                if where is not None:
                    return where
            if not request.user.is_authenticated:  # its password was changed elsewhere
                request.session.flush()
                return stopped(request) or view(request, *args, **kwargs)
            if request.session.get(AGENCY) and not by_agency:
                return render(request, "accounts/by_agency.html", status=403)
            return view(request, *args, **kwargs)

        return public(reason)(checked)

    return mark


def steps_up(view: View) -> View:
    """Ask for the passkey or a code if the last time is more than five minutes ago."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request.session):
            return ask_again(request)
        return view(request, *args, **kwargs)

    checked.steps_up = True  # type: ignore[attr-defined]
    return checked


def steps_up_if_protected(view: View) -> View:
    """As `steps_up`, but whoever has no second step yet may add the first."""
    guarded = steps_up(view)

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        first = not has_factor(request.user)
        return (view if first else guarded)(request, *args, **kwargs)

    return checked
