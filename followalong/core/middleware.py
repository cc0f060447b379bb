"""One transaction around each request, opened outside session and sign-in."""

import uuid
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# Pages that answer without the database, or say themselves that it is away.
WITHOUT_TRANSACTION = ("/healthz", "/readyz", "/static/")


def transaction_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Commit with the answer or not at all.

    A status of 500 or more rolls back; 403 and 404 commit, since the denial is on the record.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4()  # type: ignore[attr-defined]
        if request.path.startswith(WITHOUT_TRANSACTION):
            return get_response(request)
        try:
            with transaction.atomic():
                response = get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
            return response
        except (OperationalError, InterfaceError):
            # The database is away or refused the commit: nothing was kept, and we say so.
            body = render_to_string("ui/errors/503.html")
            return HttpResponse(body, status=503, headers={"Retry-After": "5"})

    return middleware


def private_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Headers that keep pages about people out of caches and other windows."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware
