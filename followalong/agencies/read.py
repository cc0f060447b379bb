"""The read gate: views fetch here and nowhere else.

Each call applies `visible_to` and remembers whom it showed; when the view is done, one audit
event names every client (standards.md AUD-01). If the event cannot be written, the answer is
not given.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from followalong.agencies.access import colleagues
from followalong.agencies.base import AgencyQuerySet
from followalong.agencies.traces import trace
from followalong.audit.record import record


@dataclass
class Reading:
    """What one request has shown so far."""

    clients: set[UUID] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    rows: int = 0

    def add(self, model: type[Model], clients: Iterable[UUID | None], rows: int) -> None:
        named = {c for c in clients if c}
        if named:
            self.clients |= named
            self.kinds.add(model._meta.label_lower)
            self.rows += rows


def visible(request: HttpRequest, rows: Any) -> AgencyQuerySet:
    """The rows narrowed to what the request's actor may read, not evaluated yet."""
    query: AgencyQuerySet = rows.all() if not isinstance(rows, QuerySet) else rows
    return query.visible_to(request.actor, getattr(request, "purpose", ""))  # type: ignore[attr-defined]


def one(request: HttpRequest, rows: Any, **lookup: Any) -> Any:
    """The one row, or 404 whether it is missing or merely not for this actor."""
    row = visible(request, rows).filter(**lookup).first()
    if row is None:
        raise Http404
    _note(request, type(row), [row])
    return row


def many(request: HttpRequest, rows: Any, *, limit: int | None = None) -> list[Any]:
    """The rows as a list, at most `limit`. Rows may be models or the dicts of values()."""
    query = visible(request, rows)
    found = list(query[:limit] if limit is not None else query)
    _note(request, query.model, found)
    return found


def taken(request: HttpRequest, rows: Any) -> list[dict[str, Any]]:
    """When colleagues are busy, not with whom: the columns of `busy_columns`, nothing else.

    Rows that the reader may not open are among them; the database's walls of agency and label
    hold all the same. Nobody is shown, so nobody is named on the record.
    """
    found = rows.filter(colleagues(request.actor), agency_id=request.actor.agency_id)  # type: ignore[attr-defined]
    return list(found.values("pk", *rows.model.busy_columns))


def count(request: HttpRequest, rows: Any) -> int:
    """How many rows the actor may read: never more than they could open."""
    return visible(request, rows).count()


def _note(request: HttpRequest, model: Any, rows: list[Any]) -> None:
    column = model.client_column
    if column is None:
        return
    ids = [r[column] if isinstance(r, dict) else getattr(r, column) for r in rows]
    request.reading.add(model, ids, len(rows))  # type: ignore[attr-defined]


def write_audit(request: HttpRequest, view_name: str) -> None:
    """One event for everything the request showed."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    if not reading.clients:
        return
    purpose = getattr(request, "purpose", "")
    record(
        by=request.actor,  # type: ignore[attr-defined]
        action="page.read",
        clients=reading.clients,
        fields=[view_name, *reading.kinds],
        purpose=purpose,
        traced=trace(request.actor, purpose),  # type: ignore[attr-defined]
        row_count=reading.rows,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
