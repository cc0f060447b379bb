"""Somebody is in danger: one person's record opens to a colleague outside their team, for a while.

Everything is read for the purpose of an emergency, which opens this one person on this page alone;
no other page, and nothing that writes, knows of it.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.base import EMERGENCY
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.audit.record import record
from followalong.caseload.models import Appointment, Contact, CounsellingNote
from followalong.clients.actions import break_glass, end_emergency_look, with_open_eyes
from followalong.clients.models import Client, EmergencyLook, Enrolment
from followalong.clients.rows import open_emergency_looks, same_person
from followalong.home.danger_form import DangerForm
from followalong.ui.words import day_text, with_more

ASKED = ("name", "born_on", "phone", "reason", "words", "minutes")
NOTES, PLANNED = 10, 5


@requires(Permission.EMERGENCY_OPEN, purpose=EMERGENCY)
@require_http_methods(["GET", "HEAD", "POST"])
@steps_up
def danger(request: HttpRequest) -> HttpResponse:
    """Who is in danger, named exactly, and why: no list, no search, no hint."""
    form = DangerForm(request.POST or None)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ASKED}
        return break_glass(by=request.actor, **said).pk

    if look_id := posted(request, form, do):
        return go(request, "home:emergency", look_id=look_id)
    if form.is_bound and not form.has_error("__all__"):
        _tried(request)
    now = _my_looks(request).filter(open_emergency_looks())
    context = {"form": form, "open": [_until(look) for look in read.many(request, now)]}
    return render(request, "home/danger.html", context, status=status_of(form))


@requires(Permission.EMERGENCY_OPEN, purpose=EMERGENCY)
@require_safe
def emergency(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """What helps now: how to reach them, whom to call, where they may be, what was last known."""
    mine = _my_looks(request).filter(pk=look_id)
    look = next(iter(read.many(request, mine.filter(open_emergency_looks()))), None)
    if look is None:
        return _over(request, mine)
    request.actor = with_open_eyes(request.actor, look)
    person = read.one(request, Client.objects, pk=look.client_id)
    about = {"client__in": same_person(person.pk)}
    context = {"client": person, "look": _until(look), **_known(request, about)}
    context["sessions"] = _sessions(request, about)
    return render(request, "home/emergency.html", context)


@requires(Permission.EMERGENCY_OPEN, purpose=EMERGENCY)
@require_POST
def emergency_end(request: HttpRequest, look_id: UUID) -> HttpResponse:
    look = read.one(request, _my_looks(request), pk=look_id)
    form = CommandForm(request.POST)
    if posted(request, form, lambda: end_emergency_look(by=request.actor, look=look).pk):
        messages.success(request, _("Closed. The privacy officer will look at it with you."))
    return go(request, "home:danger")


def _my_looks(request: HttpRequest) -> Any:
    me = request.actor.membership_id  # type: ignore[attr-defined]
    return EmergencyLook.objects.filter(membership_id=me)


def _over(request: HttpRequest, mine: Any) -> HttpResponse:
    """Their own look that ended says so; anything else is not there."""
    if not read.count(request, mine):
        raise Http404
    messages.info(request, _("That time is over. If the danger is not, ask again below."))
    return go(request, "home:danger")


def _tried(request: HttpRequest) -> None:
    """That somebody tried is on the record, not whom they named."""
    record(
        by=request.actor,  # type: ignore[attr-defined]
        action="emergency_look.refused",
        outcome="refused",
        purpose=EMERGENCY,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )


def _until(look: EmergencyLook) -> dict[str, Any]:
    clock = time_format(timezone.localtime(look.until), "H:i")
    return {"id": look.pk, "until": clock, "form": CommandForm(auto_id=False)}


def _known(request: HttpRequest, about: dict[str, Any]) -> dict[str, Any]:
    day = timezone.localdate()
    stays = Enrolment.objects.filter(exited_on__isnull=True, **about)
    planned = Appointment.objects.filter(starts_on__gte=day, status="planned", **about)
    notes = Contact.objects.filter(**about).select_related("membership")
    named = planned.select_related("membership").order_by("starts_at", "pk")
    rows = notes.order_by("-started_on", "-pk")
    return {
        "workers": [
            stay.specialist
            for stay in read.many(request, stays.select_related("specialist"))
            if stay.specialist
        ],
        "planned": [_meeting(row) for row in read.many(request, named, limit=PLANNED)],
        "notes": [
            {"when": day_text(row.started_on, day), "who": row.membership.name, "note": row.note}
            for row in read.many(request, rows, limit=NOTES)
        ],
    }


def _sessions(request: HttpRequest, about: dict[str, Any]) -> list[dict[str, str]]:
    """What counselling notes say, in a medical emergency and for staff of that program alone."""
    if not request.actor.sees_sud:  # type: ignore[attr-defined]
        return []
    rows = CounsellingNote.objects.filter(**about).select_related("membership")
    found = read.many(request, rows.order_by("-entered_at", "-pk"), limit=NOTES)
    return [{"who": _day_and_name(row), "words": row.words_or_none or ""} for row in found]


def _day_and_name(row: CounsellingNote) -> str:
    return f"{day_text(row.held_on, timezone.localdate())} · {row.membership.name}"


def _meeting(row: Appointment) -> str:
    when = timezone.localtime(row.starts_at)
    day = f"{day_text(when.date(), timezone.localdate())}, {time_format(when, 'H:i')}"
    return with_more(day, " · ".join(filter(None, [row.title, row.membership.name])))
