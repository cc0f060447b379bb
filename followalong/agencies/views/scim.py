"""SCIM 2.0: an agency's directory says who works there, and who no longer does."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from followalong.agencies.actions.directories import change_listed, list_person, unlist_person
from followalong.agencies.scim import published
from followalong.agencies.scim.answers import (
    answer,
    base,
    body,
    directory_only,
    error,
    everybody,
    listing,
    one,
    resource,
)
from followalong.agencies.scim.words import USER, BadWord, asked, patched, read, trimmed


@directory_only("GET")
def config(request: HttpRequest) -> HttpResponse:
    return answer(published.config(base()))


@directory_only("GET")
def types(request: HttpRequest, name: str = "") -> HttpResponse:
    return _published(published.resource_type(base()), name, "User")


@directory_only("GET")
def schemas(request: HttpRequest, name: str = "") -> HttpResponse:
    return _published(published.schema(base()), name, USER)


@directory_only("GET", "POST")
def users(request: HttpRequest) -> HttpResponse:
    """Whom the directory knows; POST: somebody new."""
    if request.method == "GET":
        return _search(request, request.GET.dict())
    made = list_person(by=request.by, directory=request.directory, said=read(body(request)))
    said = resource(made)
    return answer(said, 201, said["meta"]["location"])


@directory_only("POST")
def search(request: HttpRequest) -> HttpResponse:
    """The same as a question in the address, but nobody's name stands there."""
    said = body(request)
    for name in ("attributes", "excludedAttributes"):
        if isinstance(said.get(name), list):
            said[name] = ",".join(str(one) for one in said[name])
    return _search(request, said)


@directory_only("GET", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, listed_id: UUID) -> HttpResponse:
    """One of them; DELETE takes them out of the directory, and nothing off the record."""
    row = one(listed_id)
    if request.method == "DELETE":
        unlist_person(by=request.by, listed=row)
        return answer(None, 204)
    if request.method != "GET":
        sent = body(request)
        said = sent if request.method == "PUT" else patched(resource(row), sent)
        row = change_listed(by=request.by, listed=row, said=read(said))
    only, without = (request.GET.get(name, "") for name in ("attributes", "excludedAttributes"))
    return answer(trimmed(resource(row), only, without))


@directory_only("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    return error(404, "There is nothing here.")


def _search(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    rows = everybody()
    if said.get("filter"):
        name, value = asked(str(said["filter"]))
        by = {"username": "name_key", "externalid": "external_id"}.get(name, "pk")
        rows = rows.filter(**{by: value.casefold() if by == "name_key" else _id(by, value)})
    start, most = _number(said, "startIndex", 1), _number(said, "count", published.MOST_LISTED)
    start, most = max(start, 1), min(max(most, 0), published.MOST_LISTED)
    only, without = (str(said.get(name) or "") for name in ("attributes", "excludedAttributes"))
    found = rows[start - 1 : start - 1 + most]
    return listing([trimmed(resource(row), only, without) for row in found], rows.count(), start)


def _id(by: str, value: str) -> Any:
    if by != "pk":
        return value
    try:
        return UUID(value)
    except ValueError:
        return None


def _number(said: dict[str, Any], name: str, usual: int) -> int:
    try:
        return int(said.get(name, usual))
    except (TypeError, ValueError) as wrong:
        raise BadWord("invalidValue", f"{name} is a number.") from wrong


def _published(said: dict[str, Any], name: str, own: str) -> HttpResponse:
    if not name:
        return listing([said], 1)
    return answer(said) if name == own else error(404, "There is nothing here.")
