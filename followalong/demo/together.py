"""Groups, meetings that come back and short texts of somebody whose day is told by hand.

Written through the rooms' own actions, so that each stands there as if it had been typed.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from followalong.agencies.models import Agency, Membership, actor_of
from followalong.caseload.actions import Part, log_group, plan_series, save_snippet
from followalong.caseload.rules import Every
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.demo.actions import write_at_its_time
from followalong.demo.days import DAY
from followalong.demo.place import row_id

WEEK = timedelta(days=7)
WRITTEN_AFTER = timedelta(minutes=80)


def write_together(
    agency: Agency, members: dict[str, Membership], mine: Membership, told: dict[str, Any]
) -> None:
    """What this specialist does with several people, week after week, and their texts."""
    today, by = timezone.localdate(), actor_of(mine)
    with acting_as(by):
        for series in told.get("series", ()):
            _series(by, agency, mine, series, today)
        for snippet in told.get("snippet", ()):
            save_snippet(by=by, name=snippet["name"], text=snippet["text"])
    leads = next((row for row in members.values() if row.role == "supervisor"), None)
    if leads is not None:
        with acting_as(actor_of(leads)) as lead:
            for snippet in told.get("shared_snippet", ()):
                save_snippet(by=lead, name=snippet["name"], text=snippet["text"], is_shared=True)


def _series(by: Actor, agency: Agency, mine: Membership, told: dict[str, Any], today: date) -> None:
    """From its next day on; and what was logged of its last times."""
    day = today + DAY * ((told["weekday"] - today.weekday()) % 7)
    people = _people(agency, mine, told)
    plan_series(
        by=by,
        starts_at=_moment(day, told["at"]),
        about=people,
        every=Every(told["every"]),
        **{name: told[name] for name in ("minutes", "kind", "location", "title") if name in told},
    )
    for entry in told.get("entry", ()):
        on, missed = day - WEEK * entry["weeks_ago"], entry.get("missed", ())
        here = [row for row in people if row.entered_on <= on]
        parts = [Part(row, came=place not in missed) for place, row in enumerate(here)]
        if parts:
            logged = log_group(
                by=by,
                started=_moment(on, told["at"]),
                parts=parts,
                mode=told.get("mode", "IN_PERSON"),
                location=told.get("location"),
                minutes=told.get("minutes"),
                note=entry["note"],
            )
            write_at_its_time(by=by, contacts=logged, after=WRITTEN_AFTER)


def _people(agency: Agency, mine: Membership, told: dict[str, Any]) -> list[Enrolment]:
    """Those named, then so many others of the same caseload."""
    named = [f"{row_id(agency.source_id, key)}-1" for key in told.get("people", ())]
    rows = Enrolment.objects.select_related("client").filter(specialist=mine, exited_on=None)
    first = {row.source_id: row for row in rows.filter(source_id__in=named)}
    others = rows.exclude(source_id__in=named).filter(source_id__startswith="C").order_by("pk")
    return [*(first[key] for key in named), *others[: told.get("others", 0)]]


def _moment(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), timezone.get_current_timezone())
