"""Who asks, and how we answer: SCIM's own media type and errors."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from followalong.accounts.setup_links import hashed
from followalong.agencies.actions.directories import NameTaken, is_active
from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency, Directory, Listed
from followalong.agencies.refusals import MemberRefused
from followalong.agencies.roles import Permission, can
from followalong.agencies.scim.words import LIST, USER, BadWord
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.gates import public
from followalong.core.throttle import hit

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
BASE = "/scim/v2"
MEDIA = "application/scim+json"
QUARTER, MINUTE = timedelta(minutes=15), timedelta(minutes=1)
WRONG_KEYS, IN_A_MINUTE = 30, 600
View = Callable[..., HttpResponse]


class Gone(Exception):
    """There is nobody of this id in the directory."""


def directory_only(*methods: str) -> Callable[[View], View]:
    """Only an agency's directory, by its key; it acts as a service of that agency."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            stopped = _enter(request)
            if stopped is not None:
                return stopped
            if request.method not in methods:
                return error(405, "Not here.", allow=methods)
            return _answered(view, request, *args, **kwargs)

        return csrf_exempt(public("a directory's machine, by the key of its agency")(checked))

    return mark


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What the view answers; what it refuses leaves nothing half done."""
    try:
        with transaction.atomic():
            return view(request, *args, **kwargs)
    except BadWord as bad:
        return error(400, str(bad), kind=bad.kind)
    except NameTaken:
        return error(409, "Somebody has this userName already.", kind="uniqueness")
    except MemberRefused as refused:
        return error(409, str(refused))
    except Gone:
        return error(404, "Nobody of this id.")
    except RequestDataTooBig:
        return error(413, "Too long.")


def _enter(request: HttpRequest) -> HttpResponse | None:
    where = request.META.get("REMOTE_ADDR", "")
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    agency_id = _agency_of(token.strip()) if kind.lower() == "bearer" and token else None
    if agency_id is None:
        many = hit("scim", where, within=QUARTER) > WRONG_KEYS
        return error(429, "Too many tries.") if many else error(401, "This key opens nothing.")
    if hit("scim-asks", agency_id, within=MINUTE) > IN_A_MINUTE:
        return error(429, "Too many at once.")
    set_context(Actor(ActorKind.SERVICE, "directory", agency_id=agency_id))
    agency = Agency.objects.get(pk=agency_id)
    request.by = service_actor("directory", agency)  # type: ignore[attr-defined]
    set_context(request.by)  # type: ignore[attr-defined]
    directory = Directory.objects.select_related("agency", "program")
    request.directory = directory.get(token_hash=hashed(token.strip()))  # type: ignore[attr-defined]
    return None if can("directory", Permission.STAFF_EDIT) else error(403, "Not allowed.")


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises BadWord."""
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as wrong:
        raise BadWord("invalidSyntax", "This is no JSON.") from wrong
    if not isinstance(said, dict):
        raise BadWord("invalidSyntax", "A JSON object is needed.")
    return said


def answer(said: dict[str, Any] | None, status: int = 200, location: str = "") -> HttpResponse:
    content = b"" if said is None else json.dumps(said).encode()
    response = HttpResponse(content, status=status, content_type=MEDIA)
    if location:
        response["Location"] = location
    return response


def error(status: int, detail: str, *, kind: str = "", allow: tuple[str, ...] = ()) -> HttpResponse:
    said = {"schemas": [ERROR], "status": str(status), "detail": detail}
    response = answer(said | ({"scimType": kind} if kind else {}), status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 429:
        response["Retry-After"] = "60"
    if allow:
        response["Allow"] = ", ".join(allow)
    return response


def listing(rows: list[dict[str, Any]], total: int, start: int = 1) -> HttpResponse:
    return answer(
        {
            "schemas": [LIST],
            "totalResults": total,
            "startIndex": start,
            "itemsPerPage": len(rows),
            "Resources": rows,
        }
    )


def resource(row: Listed) -> dict[str, Any]:
    """Somebody the directory knows, as it sees them: nothing but what it told us."""
    names = {"givenName": row.membership.given_name, "familyName": row.membership.family_name}
    said = {
        "schemas": [USER],
        "id": str(row.pk),
        "externalId": row.external_id,
        "userName": row.user_name,
        "name": {key: value for key, value in names.items() if value} or None,
        "active": is_active(row.membership),
        "meta": {
            "resourceType": "User",
            "created": row.created_at.isoformat(),
            "lastModified": row.changed_at.isoformat(),
            "location": f"{base()}/Users/{row.pk}",
        },
    }
    return {key: value for key, value in said.items() if value is not None}


def everybody() -> QuerySet[Listed]:
    """Whom the directory at hand knows, in the order in which it told us."""
    return Listed.objects.select_related("membership").order_by("created_at", "pk")


def one(listed_id: UUID) -> Listed:
    """Raises Gone."""
    row = everybody().filter(pk=listed_id).first()
    if row is None:
        raise Gone
    return row


def base() -> str:
    return settings.SITE_URL + BASE


def _agency_of(token: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_at(%s)", [hashed(token)])
        return cursor.fetchone()[0]
