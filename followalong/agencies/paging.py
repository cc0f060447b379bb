"""Lists that go on for years, newest first: a page begins after the last row of the one before."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from followalong.agencies import read


class Page(NamedTuple):
    """The rows of one page, and the addresses of its neighbours; empty where there is none."""

    rows: list[Any]
    newer: str
    older: str


def newest_first(request: HttpRequest, rows: QuerySet, column: str, size: int) -> Page:
    """One page of these rows by a moment, through the read gate; `?before=` says from where."""
    last = _place(request.GET.get("before", ""))
    if last:
        at, pk = last
        rows = rows.filter(Q(**{f"{column}__lt": at}) | Q(**{column: at}, pk__lt=pk))
    found = read.many(request, rows.order_by(f"-{column}", "-pk"), limit=size + 1)
    page, end = found[:size], found[size - 1] if len(found) > size else None
    before = f"{getattr(end, column).isoformat()}~{end.pk}" if end else ""
    older = f"?{urlencode({'before': before})}" if before else ""
    return Page(page, "?" if last else "", older)


def _place(text: str) -> tuple[datetime, UUID] | None:
    """What the address says; nothing where it says nothing sensible."""
    at, _tilde, pk = text.rpartition("~")
    try:
        when = parse_datetime(at)
        return (when, UUID(pk)) if when and when.tzinfo else None
    except ValueError:
        return None
