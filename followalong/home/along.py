"""Who went along with a person, and who covered for them: events of their timeline."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from followalong.clients.models import Assignment, Relation
from followalong.home.entries import Entry, when
from followalong.ui.words import day_text

Rows = list[dict[str, Any]]


def holders_of(**about: Any) -> QuerySet:
    """Everybody who held an enrolment of a person, in the order in which they did."""
    rows = Assignment.objects.filter(**about).order_by("enrolment", "from_on", "pk")
    return rows.values(
        row=JSONObject(
            **_same("id", "enrolment", "from_on", "reason"), **_name("name", "membership")
        )
    )


def covers_of(**about: Any) -> QuerySet:
    """Every time somebody covered for whoever goes along, the last one first."""
    rows = Relation.objects.filter(kind=Relation.Kind.COVERS, cover__isnull=False, **about)
    return rows.order_by("-from_on", "-pk").values(
        row=JSONObject(
            **_same("id", "from_on", "to_on"),
            reason=F("cover__reason"),
            **_name("name", "cover__covering"),
            **_name("away", "cover__away"),
        )
    )


def _same(*names: str) -> dict[str, F]:
    return {name: F(name) for name in names}


def _name(key: str, path: str) -> dict[str, Any]:
    parts = {part: F(f"{path}__{part}_name") for part in ("given", "family")}
    return {key: JSONObject(**parts)}


def handovers(rows: Rows, stays: Iterable[UUID], *, say_why: bool) -> Iterator[Entry]:
    """One entry for each change of worker in these enrolments; the first is the beginning."""
    seen = {str(stay) for stay in stays}
    for stay, holders in groupby(rows, key=lambda row: row["enrolment"]):
        for before, row in pairwise(holders):
            if stay in seen:
                yield _handover(before, row, say_why=say_why)


def _handover(before: dict[str, Any], row: dict[str, Any], *, say_why: bool) -> Entry:
    on = date.fromisoformat(row["from_on"])
    people = {"before": _said(before["name"]), "name": _said(row["name"])}
    return Entry(
        on=on,
        id=UUID(row["id"]),
        kind="change",
        title=_("Handed over from %(before)s to %(name)s") % people,
        when=when(on, None),
        meta=(row["reason"] or "") if say_why else "",
    )


def covers(rows: Rows, today: date, *, say_why: bool) -> Iterator[Entry]:
    for row in rows:
        on, to_on = date.fromisoformat(row["from_on"]), date.fromisoformat(row["to_on"])
        over = to_on < today
        title = _("%(name)s covered for %(away)s") if over else _("%(name)s covers for %(away)s")
        until = _("until %(day)s") % {"day": day_text(to_on, today)}
        yield Entry(
            on=on,
            id=UUID(row["id"]),
            kind="change",
            title=title % _pair(row),
            when=when(on, None),
            meta=" · ".join(filter(None, [until, (row["reason"] or "") if say_why else ""])),
        )


def cover_now(rows: Rows, today: date) -> str:
    """`Sol covers for Maya until Fri 4 Dec`; of several, the one that began last."""
    for row in rows:
        if row["from_on"] <= today.isoformat() <= row["to_on"]:
            day = day_text(date.fromisoformat(row["to_on"]), today)
            return _("%(name)s covers for %(away)s until %(day)s") % {**_pair(row), "day": day}
    return ""


def _pair(row: dict[str, Any]) -> dict[str, str]:
    return {"name": _said(row["name"]), "away": _said(row["away"])}


def _said(name: dict[str, str | None]) -> str:
    return " ".join(filter(None, [name["given"], name["family"]]))
