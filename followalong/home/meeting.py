"""One team meeting while it is held: the agenda, who is there, what was decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Membership, TeamMembership
from followalong.agencies.roles import ROLES, Permission, can
from followalong.agencies.rows import here_on
from followalong.agencies.writing import posted, status_of
from followalong.caseload.actions.meetings import MeetingChanged, hold_meeting, reopen_meeting
from followalong.caseload.models import Attendance, Meeting, MeetingGuest, MeetingNote
from followalong.clients.agreed import agreed_to_team
from followalong.home.meeting_agenda import IN_SIGHT, Agenda, Line, agenda
from followalong.home.meeting_form import TREATMENT, HoldForm, TapForm
from followalong.home.meetings import meeting_name, meeting_when
from followalong.home.words import by_text

# People are spoken of: only those are ticked who may open anybody's record. Others are guests.
COME = [slug for slug, role in ROLES.items() if Permission.CLIENT_VIEW in role.permissions]


@requires(Permission.MEETING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda is made anew each time it is opened, until the meeting is closed."""
    row = read.one(request, meetings_with_people(), pk=meeting_id)
    if row.closed_on:
        return go(request, "home:minutes", meeting_id=row.pk)
    form, theirs = _hold_form(request, row), None
    try:
        if posted(request, form, lambda: _hold(request, row, form)):
            is_over = form.cleaned_data["is_over"]
            if not is_over:
                messages.success(request, _("Saved."))
            return go(request, "home:minutes" if is_over else "home:meeting", meeting_id=row.pk)
    except MeetingChanged as changed:
        form, theirs = _over(form, changed), changed.stored.decisions or ""
    return _page(request, row, form, theirs)


def _page(request: HttpRequest, row: Any, form: HoldForm, theirs: str | None) -> HttpResponse:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    notes = read.many(request, notes_of(row))
    made = agenda(request, row, pack)
    context = {
        "meeting": row,
        "name": meeting_name(row, pack),
        "when": meeting_when(row),
        "form": form,
        "theirs": theirs,
        "parts": _parts(request, row, made, {note.client.person.pk for note in notes}),
        "is_treatment": row.type == TREATMENT,
        "leads": made.leads,
        "spoken_of": [spoken_line(request, row, note) for note in notes],
        "find": here(request, "home:meeting_find", meeting_id=row.pk),
        "ask": _ask(request, row),
    }
    status = 409 if theirs is not None else status_of(form)
    return render(request, "home/meeting.html", context, status=status)


def _ask(request: HttpRequest, row: Meeting) -> str:
    """Where whoever goes along with people asks them first; it says nothing of whom."""
    asks = row.type == TREATMENT and can(request.actor.role, Permission.ENROLMENT_EDIT)  # type: ignore[attr-defined]
    return here(request, "home:meeting_ask", meeting_id=row.pk) if asks else ""


def _over(form: HoldForm, changed: MeetingChanged) -> HoldForm:
    """The same words over what is stored now: saving again is a choice."""
    data = form.data.copy()
    data["version"] = str(changed.stored.version)
    fresh = form.again(data)
    fresh.add_error("decisions", str(changed))
    return fresh


@requires(Permission.MEETING_EDIT)
@require_POST
def meeting_again(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Open it again."""
    row = read.one(request, Meeting.objects, pk=meeting_id)
    form = TapForm(request.POST)
    if posted(request, form, lambda: reopen_meeting(by=request.actor, meeting=row).pk):
        return go(request, "home:meeting", meeting_id=row.pk)
    return go(request, "home:minutes", meeting_id=row.pk)


def meetings_with_people() -> QuerySet[Meeting]:
    """Each with the ids of those who were there, and its guests by name."""
    there = Attendance.objects.filter(meeting=OuterRef("pk")).values("membership")
    guests = MeetingGuest.objects.filter(meeting=OuterRef("pk")).order_by("pk").values("name")
    rows = Meeting.objects.select_related("team", "program")
    return rows.annotate(present=ArraySubquery(there), guests=ArraySubquery(guests))


def notes_of(row: Meeting) -> QuerySet[MeetingNote]:
    """In the order in which people were spoken of; before a treatment team only of those who still
    agree to it."""
    notes = MeetingNote.objects.filter(meeting=row)
    if row.type == TREATMENT:
        notes = notes.filter(agreed_to_team())
    return notes.select_related("client__same_as", "step__owner", "membership").order_by("pk")


def spoken_line(request: HttpRequest, row: Meeting, note: MeetingNote) -> dict[str, Any]:
    """Who was spoken of, what was said, and the step that came of it."""
    person, step = note.client.person, note.step
    due = by_text(step.due_on, timezone.localdate()) if step and step.due_on else ""
    who = step.owner.name if step and step.owner else ""
    return {
        "name": person.full_name,
        "href": here(request, "home:meeting_person", meeting_id=row.pk, client_id=person.pk),
        "text": note.text or "",
        "step": " · ".join(filter(None, [step.text, who, due])) if step else "",
        "by": note.membership.name,
    }


def staff_of(row: Meeting) -> QuerySet[Membership]:
    """Who may be there, the treatment team's own first: colleagues of the program and of none in
    particular, and who was."""
    today = timezone.localdate()
    rows = Membership.objects.filter(here_on(today), role__in=COME)
    if row.program_id:
        rows = rows.filter(Q(program=row.program_id) | Q(program__isnull=True))
    rows |= Membership.objects.filter(pk__in=row.present or [])
    still = Q(to_on__isnull=True) | Q(to_on__gte=today)
    of_team = TeamMembership.objects.filter(still, team=row.team_id, membership=OuterRef("pk"))
    return rows.order_by(Exists(of_team).desc(), "given_name", "pk")


def _hold_form(request: HttpRequest, row: Any) -> HoldForm:
    known = {
        "version": row.version,
        "present": [str(pk) for pk in row.present or ()],
        "guests": "\n".join(row.guests or ()),
        "decisions": row.decisions,
    }
    staff = read.many(request, staff_of(row))
    return HoldForm(request.POST or None, initial=known, staff=staff)


def _hold(request: HttpRequest, row: Meeting, form: HoldForm) -> UUID:
    said = form.cleaned_data
    return hold_meeting(
        by=request.actor,  # type: ignore[attr-defined]
        meeting=row,
        version=said["version"],
        present=[UUID(one) for one in said["present"]],
        guests=said["guests"],
        decisions=said["decisions"],
        is_over=said["is_over"],
    ).pk


def _parts(
    request: HttpRequest, row: Meeting, made: Agenda, spoken: set[UUID]
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The lines about people, each with the page on which something is written about them."""

    def shown(line: Line) -> dict[str, Any]:
        where = {"meeting_id": row.pk, "client_id": line.client_id}
        return {
            "name": line.name,
            "meta": line.why,
            "said": line.said,
            "href": here(request, "home:meeting_person", **where),
            "is_spoken_of": line.client_id in spoken,
        }

    parts = {"good": made.good, "stuck": made.stuck, "think_of": made.think_of}
    return {
        name: {
            "lines": [shown(line) for line in lines[:IN_SIGHT]],
            "more": [shown(line) for line in lines[IN_SIGHT:]],
        }
        for name, lines in parts.items()
    }
