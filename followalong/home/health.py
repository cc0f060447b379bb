"""Two questions of an operator's machinery: does it run, and can it serve?"""

import logging

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from followalong.core.db import set_context
from followalong.core.disk import level
from followalong.core.gates import public
from followalong.home.upkeep import Told, late, upkeep

log = logging.getLogger(__name__)
PEOPLE = "clients_client"


@public("says only that the process runs; asks no database")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@public("says only whether requests can be served")
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 until the database answers, has every migration, and shows a stranger no person.

    What goes on behind the pages is told too. Nobody is sent away because a backup is late: only
    who asks for it (`/readyz?upkeep`) is answered 503 then.
    """
    checks = {"database": False, "migrations": False, "row_security": False}
    told: dict[str, Told] = {}
    try:
        with transaction.atomic():
            checks["database"] = True
            checks["migrations"] = has_every_migration()
            checks["row_security"] = checks["migrations"] and shows_strangers_nobody()
            told = upkeep() if checks["migrations"] else {}
    except DatabaseError:
        log.exception("The database is not ready")
    is_ready = all(checks.values())
    # A full disk is for whoever watches: people can still read, so requests are still served.
    found = level()
    disk = "unknown" if found is None else found.name.lower()
    answer = {"ready": is_ready, **checks, "disk": disk, "upkeep": told, "late": late(told)}
    is_well = is_ready and not ("upkeep" in request.GET and answer["late"])
    return JsonResponse(answer, status=200 if is_well else 503)


def has_every_migration() -> bool:
    loader = MigrationLoader(connection)
    return set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations)


def shows_strangers_nobody() -> bool:
    """Row-level security holds for this very role, and without a context no one is there."""
    set_context(None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row_security_active('{PEOPLE}')")
        is_active = cursor.fetchone()[0]
        cursor.execute(f"SELECT NOT EXISTS (SELECT FROM {PEOPLE})")  # noqa: S608
        return is_active and cursor.fetchone()[0]
