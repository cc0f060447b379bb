"""The minutes of a team meeting: on screen, and made for paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.models import Membership
from followalong.agencies.roles import Permission, can
from followalong.home.meeting import meetings_with_people, notes_of, spoken_line
from followalong.home.meeting_form import TapForm
from followalong.home.meetings import meeting_name, meeting_when


@requires(Permission.MEETING_EDIT, Permission.MEETING_VIEW)
@require_safe
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who was there, what was decided, and what was said about whom, as far as one may see it."""
    row = read.one(request, meetings_with_people(), pk=meeting_id)
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    there = Membership.objects.filter(pk__in=row.present or []).order_by("given_name", "pk")
    notes = read.many(request, notes_of(row))
    edits = can(request.actor.role, Permission.MEETING_EDIT)
    context = {
        "meeting": row,
        "name": meeting_name(row, pack),
        "when": meeting_when(row),
        "there": [*(one.name for one in read.many(request, there)), *(row.guests or ())],
        "lines": [spoken_line(request, row, note) for note in notes],
        "again": TapForm() if edits and row.closed_on else None,
        "back": here(request, "home:meetings"),
        "head": head_of(request),
        "open_href": here(request, "home:meeting", meeting_id=row.pk) if edits else "",
    }
    return render(request, "home/minutes.html", context)
