"""The one entry of a person's record that an address names: `?entry=<kind>:<id>`."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse

from followalong.agencies import read
from followalong.agencies.base import LabelledModel
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.clients.correctable import KINDS
from followalong.clients.models import Client, Disagreement
from followalong.clients.rows import same_person

# Kinds of rows that a person may speak of besides those that can be taken off: rooms above add
# theirs when the application starts.
NAMED: set[type] = set()


def named_entry(request: HttpRequest, client: Client) -> Any | None:
    """The row, if it is this person's and open to the reader; None where none is named."""
    kind, _colon, key = request.GET.get("entry", "").partition(":")
    if not kind:
        return None
    model = next((one for one in {*KINDS, *NAMED} if one._meta.label_lower == kind), None)
    try:
        row_id = UUID(key)
    except ValueError:
        raise Http404 from None
    if model is None:
        raise Http404
    return read.one(request, model.objects.filter(client__in=same_person(client.pk)), pk=row_id)


def whole(row: Any) -> tuple[str, UUID]:
    """What a lock on this entry shuts: of two sides of one entry, the one that holds both."""
    kind = KINDS.get(type(row))
    row = kind.whole(row) if kind else row
    return row._meta.label_lower, row.pk


def page_about(request: HttpRequest, name: str, row: LabelledModel) -> str:
    """The address of a page of this person that is about this entry."""
    page = here(request, name, client_id=row.client_id)  # type: ignore[attr-defined]
    return f"{page}?entry={row._meta.label_lower}:{row.pk}"


def back_to(request: HttpRequest) -> HttpResponse | None:
    """The request about somebody's record that led here, to be answered next."""
    try:
        asked = UUID(request.GET.get("request", ""))
    except ValueError:
        return None
    return go(request, "privacy:request", request_id=asked)


def rights_over(request: HttpRequest, row: LabelledModel) -> str:
    """Where it is written down what the person says of this entry; empty where nobody may."""
    if not can(request.actor.role, Permission.RIGHTS_RECEIVE) or row.client_id is None:  # type: ignore[attr-defined]
        return ""
    return page_about(request, "privacy:entry", row)


def disagreed(request: HttpRequest, *rows: LabelledModel) -> list[Disagreement]:
    """What the person said against these entries, the oldest first."""
    kinds = {row._meta.label_lower for row in rows}
    said = Disagreement.objects.filter(row_type__in=kinds, row_id__in=[row.pk for row in rows])
    return read.many(request, said.order_by("said_on", "pk")) if rows else []


def with_words_against(request: HttpRequest, rows: Any) -> Any:
    """The rows with what the person said against each as `against`, in the same query."""
    of = {"row_type": rows.model._meta.label_lower, "row_id": OuterRef("pk")}
    return _with(request, rows, **of)


def with_words_of(request: HttpRequest, people: Any, *kinds: Any) -> Any:
    """People with what they said against any version of what is written anew each time."""
    names = [kind._meta.label_lower for kind in kinds]
    return _with(request, people, client=OuterRef("pk"), row_type__in=names)


def _with(request: HttpRequest, rows: Any, **of: Any) -> Any:
    said = read.visible(request, Disagreement.objects.filter(**of).order_by("said_on", "pk"))
    told = said.values(row=JSONObject(said_on="said_on", words="words"))
    return rows.annotate(against=ArraySubquery(told))


def words_against(row: Any) -> list[dict[str, Any]]:
    """Those words of one row, each with its day."""
    return [{**one, "said_on": date.fromisoformat(one["said_on"])} for one in row.against]
