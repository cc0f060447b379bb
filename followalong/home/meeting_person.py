"""A person in a team meeting: what was said, what was decided, what comes next."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.caseload.actions.meetings import note_person, take_back_note
from followalong.caseload.models import Meeting, MeetingNote
from followalong.clients.agreed import agreed_to_team
from followalong.clients.correctable import may_correct
from followalong.clients.models import Client, Enrolment, Referral
from followalong.clients.rows import rows_of, same_person
from followalong.core.nearest import nearest
from followalong.core.text import fold
from followalong.home.meeting import meetings_with_people, notes_of, spoken_line, staff_of
from followalong.home.meeting_agenda import in_meeting
from followalong.home.meeting_form import TREATMENT, PersonForm, TapForm
from followalong.home.meetings import meeting_name

FOUND = 20


@requires(Permission.MEETING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_person(request: HttpRequest, meeting_id: UUID, client_id: UUID) -> HttpResponse:
    """One person: what was said so far, and what is to be written down."""
    meeting = read.one(request, meetings_with_people(), pk=meeting_id)
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    person, enrolment = _person(request, meeting, client_id)
    staff = read.many(request, staff_of(meeting))
    form = _form(request, meeting, enrolment, staff)

    def note() -> UUID:
        about = {"meeting": meeting, "client": person, "enrolment": enrolment}
        return note_person(by=request.actor, **about, **form.said()).pk

    if posted(request, form, note):
        return go(request, "home:meeting", meeting_id=meeting.pk)
    notes = read.many(request, notes_of(meeting).filter(client__in=same_person(person.pk)))
    context = {
        "meeting": meeting,
        "name": meeting_name(meeting, pack),
        "person": person,
        "form": form,
        "notes": [_note(request, meeting, row) for row in notes],
        "can_write": meeting.closed_on is None or form.is_bound,
    }
    return render(request, "home/meeting_person.html", context, status=status_of(form))


def _form(
    request: HttpRequest, meeting: Any, enrolment: Enrolment | None, staff: list[Any]
) -> PersonForm:
    """Whoever is there may take a step on, and whoever goes along with the person: likeliest."""
    holder = enrolment.specialist_id if enrolment else None
    there = meeting.present or []
    doers = [one for one in staff if one.pk == holder or one.pk in there] if there else staff
    return PersonForm(
        request.POST or None,
        initial={"owner": str(holder)},
        staff=doers,
        has_enrolment=enrolment is not None,
    )


def _note(request: HttpRequest, meeting: Meeting, note: MeetingNote) -> dict[str, Any]:
    mine = note.membership_id == request.actor.membership_id  # type: ignore[attr-defined]
    back = here(request, "home:meeting_note_back", note_id=note.pk)
    can_take_back = mine and meeting.closed_on is None
    return {
        **spoken_line(request, meeting, note),
        "back": back if can_take_back else "",
        "form": TapForm(auto_id=False) if can_take_back else None,
        "correct": here(request, "home:correct_note", note_id=note.pk)
        if may_correct(request.actor, note)  # type: ignore[attr-defined]
        else "",
    }


def _person(
    request: HttpRequest, meeting: Meeting, client_id: UUID
) -> tuple[Client, Enrolment | None]:
    """Somebody whom this meeting may speak of; 404 for everybody else."""
    rows = _stays(meeting).filter(client__in=same_person(client_id))
    found = read.many(request, rows, limit=1)
    if found:
        return found[0].client.person, found[0]
    asked = Referral.objects.filter(client__in=same_person(client_id))
    if meeting.type == TREATMENT:
        asked = asked.filter(agreed_to_team())
    if not read.many(request, asked, limit=1):
        raise Http404
    return read.one(request, Client.objects, pk=client_id), None


def _stays(meeting: Meeting) -> QuerySet[Enrolment]:
    """Open ones first; somebody who has left may be spoken of too."""
    rows = in_meeting(meeting, everybody=True).select_related("client__same_as")
    return rows.order_by("-exited_on", "-entered_on")


@requires(Permission.MEETING_EDIT)
@require_safe
def meeting_find(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody who is not on the agenda."""
    meeting = read.one(request, Meeting.objects.select_related("team", "program"), pk=meeting_id)
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    typed = request.GET.get("q", "").strip()
    ids = nearest("search_clients", fold(typed)) if typed else []
    rows = _stays(meeting).filter(client__in=rows_of(ids))
    people = {row.client.person.pk: row.client.person for row in read.many(request, rows)}
    context = {
        "meeting": meeting,
        "name": meeting_name(meeting, pack),
        "typed": typed,
        "found": [
            {
                "name": one.full_name,
                "href": here(
                    request, "home:meeting_person", meeting_id=meeting.pk, client_id=one.pk
                ),
                "meta": one.pronouns or "",
            }
            for one in list(people.values())[:FOUND]
        ],
        "nobody": _(
            "Nobody of that name is in this meeting’s program, or has agreed to be spoken of here."
        ),
    }
    return render(request, "home/meeting_find.html", context)


@requires(Permission.MEETING_EDIT)
@require_POST
def meeting_note_back(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Written by mistake: its writer takes it back while the meeting is open."""
    mine = MeetingNote.objects.filter(membership=request.actor.membership_id)  # type: ignore[attr-defined]
    note = read.one(request, mine.select_related("meeting", "step"), pk=note_id)
    form = TapForm(request.POST)
    posted(request, form, lambda: take_back_note(by=request.actor, note=note).pk)
    return go(request, "home:meeting", meeting_id=note.meeting_id)
