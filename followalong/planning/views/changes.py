import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.roles import Permission
from followalong.clients.models import Client
from followalong.planning import rows
from followalong.planning.models import (
    Credential,
    JobPreference,
    LegalHistory,
    PastJob,
    ProfilePart,
)
from followalong.planning.rules import Version, as_of, compare
from followalong.planning.shown import version_of
from followalong.ui.words import day_text

PROFILE = (ProfilePart, JobPreference, PastJob, Credential, LegalHistory)


@requires(Permission.PROFILE_VIEW)
@require_safe
def changes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Who wrote what on which day; and what differs between two of the days."""
    person = read.one(request, Client.objects, pk=client_id)
    found = [
        version_of(row)
        for model in PROFILE
        for row in read.many(request, rows.versions(model, person.pk))
    ]
    days = _days(found)
    first, last = _chosen(request, sorted({day["on"] for day in days}))
    context = {
        "client": person,
        "days": days,
        "first": first,
        "last": last,
        "differs": compare(as_of(found, _end(first)), as_of(found, _end(last))) if first else [],
    }
    return render(request, "planning/changes.html", context)


def _days(found: list[Version]) -> list[dict[str, Any]]:
    """A line for each day and writer, the newest first: what they wrote or took out."""
    lines: dict[tuple[dt.date, str], dict[str, None]] = {}
    for one in sorted(found, key=lambda version: version.at, reverse=True):
        key = (timezone.localtime(one.at).date(), one.who)
        lines.setdefault(key, {})[one.title] = None
    today = timezone.localdate()
    return [
        {
            "on": on,
            "value": on.isoformat(),
            "day": day_text(on, today),
            "who": who,
            "what": ", ".join(titles),
        }
        for (on, who), titles in lines.items()
    ]


def _chosen(request: HttpRequest, days: list[dt.date]) -> tuple[Any, Any]:
    """The two days to compare: as asked for, else the last two."""
    if len(days) < 2:
        return None, None
    known = {day.isoformat(): day for day in days}
    first = known.get(request.GET.get("first", ""), days[-2])
    last = known.get(request.GET.get("last", ""), days[-1])
    return min(first, last), max(first, last)


def _end(day: dt.date) -> dt.datetime:
    """The end of a day here: whatever was written on it had been."""
    after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(after) - dt.timedelta(microseconds=1)
