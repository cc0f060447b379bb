"""Notices rows of an agency that a view fetched past the read gate."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from followalong.agencies.base import AgencyQuerySet

# Where rows may be fetched freely: actions and what lies below views.
BELOW_VIEWS = (
    "/actions",
    "/access.py",
    "/agencies/actors.py",
    "/agencies/base.py",
    "/agencies/middleware.py",
    "/agencies/read.py",
    "/agencies/timings.py",
    "/clients/doors.py",
    # What people locked away from whoever reads: asked before any rule is.
    "/clients/locks.py",
    # A visitor with a one-time link, and counts that name nobody.
    "/agencies/joining.py",
    "/clients/figures.py",
    # Whose time is over, worked out as the service; whom a page names passes the gate after.
    "/privacy/keeping.py",
    "/tasks.py",
    "/core/",
    "/audit/",
    # The engine under the actions of exchange: it works as the service, or writes what it was
    # given; whom an export names is narrowed in export.py, which is not in this list.
    *(f"/exchange/{part}.py" for part in ("chunk", "derive", "employers", "load", "overlaps")),
    *(f"/exchange/{part}.py" for part in ("places", "refs", "stored", "undo")),
)
EVALUATING = ("_fetch_all", "count", "exists", "aggregate", "iterator")


@contextmanager
def noticed() -> Iterator[list[str]]:
    """While open, lists every place in a view that read an agency's rows without visible_to()."""
    found: list[str] = []
    gate = AgencyQuerySet.visible_to

    def visible_to(rows: Any, *args: Any, **kwargs: Any) -> Any:
        narrowed = gate(rows, *args, **kwargs)
        # Hints go along with every clone of a queryset.
        narrowed._hints = {**narrowed._hints, "gated": True}
        return narrowed

    patches = [patch.object(AgencyQuerySet, "visible_to", visible_to)]
    patches += [patch.object(AgencyQuerySet, n, _watching(n, found)) for n in EVALUATING]
    for each in patches:
        each.start()
    try:
        yield found
    finally:
        for each in reversed(patches):
            each.stop()


def _watching(name: str, found: list[str]) -> Any:
    plain = getattr(AgencyQuerySet, name)

    def watched(rows: Any, *args: Any, **kwargs: Any) -> Any:
        if "gated" not in rows._hints and getattr(rows, "_result_cache", None) is None:
            place = _nearest()
            if place and not any(part in place for part in BELOW_VIEWS):
                found.append(f"{place} reads {rows.model._meta.label}")
        return plain(rows, *args, **kwargs)

    return watched


def _nearest() -> str:
    """The innermost line of the product that is on its way now."""
    frame = sys._getframe(2)
    while frame is not None:
        path = frame.f_code.co_filename
        # The checkout may be called so, too, and has the libraries below it.
        if "/followalong/" in path and "/site-packages/" not in path:
            return path[path.rindex("/followalong/") :]
        frame = frame.f_back
    return ""
