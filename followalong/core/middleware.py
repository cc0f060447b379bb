"""One transaction around each request, opened outside session and sign-in."""

import random
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from psycopg import errors

Answer = Callable[[HttpRequest], HttpResponse]

# Pages that answer without the database, or say themselves that it is away.
WITHOUT_TRANSACTION = ("/healthz", "/readyz", "/static/")
# Two requests got in each other's way and PostgreSQL let one of them go: nothing of it was kept,
# so it can simply be done again.
CROSSED = (errors.DeadlockDetected, errors.SerializationFailure)
TRIES = 3
PAUSE = (0.02, 0.1)  # seconds; not the same for both


def transaction_middleware(get_response: Answer) -> Answer:
    """Commit with the answer or not at all.

    A status of 500 or more rolls back; 403 and 404 commit, since the denial is on the record.
    What crossed another request is done again, a few times.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4()  # type: ignore[attr-defined]
        if request.path.startswith(WITHOUT_TRANSACTION):
            return get_response(request)
        for left in reversed(range(TRIES)):
            response, trouble = _attempt(get_response, request)
            if not (left and isinstance(_cause(trouble), CROSSED)):
                break
            time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
            _make_fresh(request)
        return response

    return middleware


def _attempt(get_response: Answer, request: HttpRequest) -> tuple[HttpResponse, Exception | None]:
    """The answer, and the database's complaint where there was one.

    Django turns what a view raises into a page; `home.errors.broken`, which draws it, leaves
    the complaint at the request.
    """
    request.trouble = None  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        trouble = request.trouble  # type: ignore[attr-defined]
    except (OperationalError, InterfaceError) as error:
        trouble = error
    return (response, None) if trouble is None else (_unavailable(trouble), trouble)


def _unavailable(trouble: Exception) -> HttpResponse:
    """The database is away, full or refused the commit: nothing was kept, and we say so."""
    is_full = isinstance(_cause(trouble), errors.DiskFull)
    body = render_to_string("ui/errors/503.html", {"is_full": is_full, "is_demo": settings.DEMO})
    return HttpResponse(body, status=503, headers={"Retry-After": "60" if is_full else "5"})


def _cause(trouble: Exception | None) -> BaseException | None:
    return trouble.__cause__ if isinstance(trouble, Error) else None


def _make_fresh(request: HttpRequest) -> None:
    """As it came: nobody known yet, files read from their beginning."""
    request.__dict__.pop("_cached_user", None)
    files = request.FILES if request.method == "POST" else MultiValueDict()
    for _name, sent in files.lists():
        for file in sent:
            file.seek(0)


def private_middleware(
    get_response: Answer,
) -> Answer:
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
