"""Team meetings: those to come, those that were, and a new one."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Program, Team
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload.actions.meetings import (
    call_off_team_meeting,
    change_team_meeting,
    plan_team_meeting,
)
from followalong.caseload.models import Attendance, Meeting
from followalong.clients.rows import programs_open_to
from followalong.home.meeting_form import TREATMENT, UNIT, DayForm, PlanForm, TapForm
from followalong.ui.words import day_text

PAGE = 50
# After so long a meeting that nobody closed is opened as what was written of it.
UNDER_WAY = timedelta(days=7)
KINDS = (UNIT, TREATMENT)


@requires(Permission.MEETING_EDIT, Permission.MEETING_VIEW)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Those to come first; then the minutes, the newest first, a page at a time."""
    edits = can(request.actor.role, Permission.MEETING_EDIT)
    rows = Meeting.objects.filter(type__in=KINDS).select_related("team", "program")
    # Counted for the shown ones only: a join would count every meeting's.
    there = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    number = Coalesce(Subquery(there.values(number=Count("pk"))), 0)
    held = rows.filter(is_planned=False).annotate(were_there=number)
    if (before := _before(request)) is not None:
        held = held.filter(before)
    found = read.many(request, held.order_by("-held_on", "-pk"), limit=PAGE + 1)
    to_come = read.many(request, rows.filter(is_planned=True).order_by("held_on", "at", "pk"))
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "to_come": [_line(request, row, edits=edits) for row in to_come],
        "held": [_line(request, row, edits=edits) for row in found[:PAGE]],
        "older": f"?before={last.held_on}_{last.pk}" if last else "",
        "newer": "?" if before is not None else "",
        "can_plan": edits,
    }
    return render(request, "home/meetings.html", context)


def _before(request: HttpRequest) -> Q | None:
    day, _dash, row_id = request.GET.get("before", "").partition("_")
    try:
        on = date.fromisoformat(day)
        return Q(held_on__lt=on) | Q(held_on=on, pk__lt=UUID(row_id))
    except ValueError:
        return None


def meeting_name(meeting: Meeting, pack: Pack) -> str:
    """`Treatment team meeting · North clinic`."""
    kind = pack.codes("meeting.type").label(meeting.type, get_language() or "en")
    whose = meeting.team or meeting.program
    return " · ".join(filter(None, [kind, whose.name if whose else ""]))


def _line(request: HttpRequest, row: Any, *, edits: bool) -> dict[str, Any]:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    is_under_way = not row.closed_on and row.held_on > timezone.localdate() - UNDER_WAY
    page = "home:meeting" if edits and (row.is_planned or is_under_way) else "home:minutes"
    parts = [meeting_when(row)]
    if row.is_planned:
        parts.append(_("every week") if row.is_weekly else "")
    else:
        there = ngettext(
            "%(count)d colleague was there", "%(count)d colleagues were there", row.were_there
        )
        parts.append(there % {"count": row.were_there} if row.were_there else "")
        parts.append("" if row.closed_on or not row.decisions else _("not closed yet"))
    return {
        "name": meeting_name(row, pack),
        "href": here(request, page, meeting_id=row.pk),
        "meta": " · ".join(filter(None, parts)),
        "change": here(request, "home:meeting_change", meeting_id=row.pk) if edits else "",
        "is_today": row.held_on <= timezone.localdate(),
    }


def meeting_when(meeting: Meeting) -> str:
    day = day_text(meeting.held_on, timezone.localdate())
    return f"{day}, {time_format(meeting.at, 'H:i')}" if meeting.at else day


@requires(Permission.MEETING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: HttpRequest) -> HttpResponse:
    """A meeting to come, or one that begins now."""
    programs = read.many(request, _programs(request))
    teams = read.many(request, Team.objects.filter(kind=Team.Kind.TREATMENT).order_by("name"))
    form = PlanForm(request.POST or None, programs=programs, teams=teams)
    made = posted(request, form, lambda: plan_team_meeting(by=request.actor, **form.meeting()).pk)
    if made:
        is_now = form.cleaned_data["held_on"] <= timezone.localdate()
        return (
            go(request, "home:meeting", meeting_id=made) if is_now else go(request, "home:meetings")
        )
    return render(request, "home/meeting_plan.html", {"form": form}, status=status_of(form))


def _programs(request: HttpRequest) -> QuerySet[Program]:
    actor = request.actor  # type: ignore[attr-defined]
    return programs_open_to(actor.team_id, sees_sud=actor.sees_sud)


@requires(Permission.MEETING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Another day, or no longer every week."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    meeting = read.one(request, Meeting.objects.select_related("team", "program"), pk=meeting_id)
    known = {name: getattr(meeting, name) for name in ("held_on", "at", "is_weekly")}
    form = DayForm(request.POST or None, initial=known)

    def change() -> UUID:
        said = {name: form.cleaned_data[name] for name in known}
        return change_team_meeting(by=request.actor, meeting=meeting, **said).pk

    if posted(request, form, change):
        return go(request, "home:meetings")
    context = {
        "form": form,
        "name": meeting_name(meeting, pack),
        "meeting": meeting,
        "off": TapForm(),
    }
    return render(request, "home/meeting_change.html", context, status=status_of(form))


@requires(Permission.MEETING_EDIT)
@require_POST
def meeting_off(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """It does not take place."""
    meeting = read.one(request, Meeting.objects, pk=meeting_id)
    form = TapForm(request.POST)
    if posted(request, form, lambda: call_off_team_meeting(by=request.actor, meeting=meeting).pk):
        return go(request, "home:meetings")
    return go(request, "home:meeting_change", meeting_id=meeting.pk)
