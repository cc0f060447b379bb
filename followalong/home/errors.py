"""Pages for when something is not there, not allowed or broken: what happened, what to do next."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from followalong.core.typed import written_words


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also the answer for what exists, but not for this reader."""
    return render(request, "ui/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever broke must not be needed to say so.

    What the database complained of is left for core.middleware, which may do it all once more.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        request.trouble = error  # type: ignore[attr-defined]
    body = render_to_string("ui/errors/500.html", {"is_demo": settings.DEMO})
    return HttpResponse(body, status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety mark was missing or too old. What was written is shown, to be copied."""
    context = {"written": written_words(request)}
    return render(request, "ui/errors/form_expired.html", context, status=403)
