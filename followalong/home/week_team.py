"""The team's week: when each of them is busy, with names only of people the reader may see."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.caseload.models import Appointment
from followalong.caseload.rules import AppointmentStatus
from followalong.core.dates import week_start
from followalong.home.agenda import appointments_of, clock_text, names_of
from followalong.home.week import (
    OPENS,
    WEEK,
    day_in_address,
    leave_days,
    members_in_sight,
    span_text,
)
from followalong.ui.words import day_text, minutes_text

WORKDAYS = 5
# Nobody is busy any more with what was called off.
OFF = (AppointmentStatus.CANCELLED, AppointmentStatus.MISSED)
By = dict[tuple[UUID, dt.date], list["Busy"]]


@dataclass(frozen=True)
class Busy:
    """A stretch of somebody's day: with whom, where the reader may know it, and its page."""

    time: str
    text: str
    href: str


@requires(*OPENS)
@require_safe
def week_team(request: HttpRequest) -> HttpResponse:
    """A row for each colleague, a column for each day."""
    today = timezone.localdate()
    first = week_start(day_in_address(request))
    last = first + WEEK - dt.timedelta(days=1)
    members = members_in_sight(request, today)
    busy = _busy(request, [one.pk for one in members], first, last)
    used = {on for _member, on in busy}
    days = [
        on
        for on in (first + dt.timedelta(days=number) for number in range(WEEK.days))
        if on.weekday() < WORKDAYS or on in used
    ]
    away = leave_days(request, [one.pk for one in members], first, last)
    address, mine = here(request, "home:week_team"), here(request, "home:week")
    context = {
        "title": span_text(first, last, today),
        "heads": [{"text": day_text(on, today), "is_today": on == today} for on in days],
        "rows": [
            {
                "name": one.name,
                "href": f"{mine}?who={one.pk}&on={first.isoformat()}",
                "cells": [_cell(busy, one.pk, on, away, today) for on in days],
            }
            for one in members
        ],
        "earlier": f"{address}?on={(first - WEEK).isoformat()}",
        "later": f"{address}?on={(first + WEEK).isoformat()}",
        "now": address,
        "as_grid": f"{mine}?on={first.isoformat()}",
        "as_list": f"{mine}?on={first.isoformat()}&view=list",
        "team": f"{address}?on={first.isoformat()}",
        "shows_team": True,
        "view": "team",
        "choose": False,
    }
    return render(request, "home/week_team.html", context)


def _cell(
    busy: By, member: UUID, on: dt.date, away: set[tuple[UUID, dt.date]], today: dt.date
) -> dict[str, Any]:
    return {
        "head": day_text(on, today),
        "busy": busy.get((member, on), []),
        "is_away": (member, on) in away,
    }


def _busy(request: HttpRequest, members: list[UUID], first: dt.date, last: dt.date) -> By:
    """Every meeting of the week; those whose person the reader may see with their name."""
    rows = appointments_of(members, first, last).exclude(status__in=OFF)
    seen = {row.pk: row for row in read.many(request, rows)}
    span = Appointment.objects.filter(membership__in=members, starts_on__range=(first, last))
    found: By = defaultdict(list)
    told: set[UUID] = set()
    for taken in read.taken(request, span.exclude(status__in=OFF).order_by("starts_at", "pk")):
        row = seen.get(taken["pk"])
        group = row.group_id if row else None
        if group in told:
            continue
        told |= {group} if group else set()
        together = [one for one in seen.values() if group and one.group_id == group]
        found[taken["membership_id"], taken["starts_on"]].append(
            _stretch(request, taken, together or ([row] if row else []))
        )
    return found


def _stretch(request: HttpRequest, taken: dict[str, Any], rows: list[Any]) -> Busy:
    time = clock_text(taken["starts_at"])
    if not rows:
        long = minutes_text(taken["minutes"]) if taken["minutes"] else ""
        return Busy(time, " · ".join(filter(None, [_("busy"), long])), "")
    text = ", ".join(names_of(rows)) or rows[0].title or _("Without a person")
    return Busy(time, text, here(request, "caseload:appointment", appointment_id=rows[0].pk))
