"""The page of one meeting: what is planned, what became of it, and how to change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.actions.plans import SOON
from followalong.caseload.forms.plans import CallOffForm, ChangeMeetingForm
from followalong.caseload.models import Appointment
from followalong.caseload.overlaps import beside, say_following
from followalong.caseload.rules import AppointmentStatus, ContactMode
from followalong.caseload.views.shown import (
    code_label,
    holiday_words,
    meeting_lines,
    meeting_title,
)
from followalong.clients.correctable import NOT_SEALED, may_correct
from followalong.core.ids import uuid7

LOGS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)


@requires(Permission.CLIENT_VIEW)
@require_safe
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """One meeting: what is planned, and one tap for what became of it."""
    meeting = _one(request, appointment_id)
    with_whom = _together(request, meeting)
    is_open = meeting.status == AppointmentStatus.PLANNED
    context = {
        "meeting": meeting,
        "title": meeting_title(meeting),
        "name": _names(with_whom),
        "lines": meeting_lines(request, meeting),
        "became": code_label(request, "appointment.status", meeting.status),
        "with_whom": _persons(request, with_whom) if len(with_whom) > 1 else [],
        "holiday": holiday_words(request, meeting.starts_on),
        "beside": beside(request, with_whom) if is_open else "",
        **_may(request, meeting),
    }
    return render(request, "caseload/appointment.html", context)


@requires(*LOGS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Move a meeting or say otherwise what it is: this one, or all from it on."""
    meeting = _one(request, appointment_id)
    form = _change_form(request, meeting)
    if made := posted(request, form, lambda: _changed(request, form, meeting).pk):
        messages.success(request, _("Saved."))
        if words := holiday_words(request, form.cleaned_data["on"]):
            messages.info(request, words)
        if form.means_following:
            say_following(request, read.one(request, rows.meetings(), pk=made))
        return go(request, "caseload:appointment", appointment_id=made)
    context = _about(request, meeting, form)
    return render(request, "caseload/appointment_change.html", context, status=status_of(form))


@requires(*LOGS)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """The meeting is off, or the series ends before it."""
    meeting = _one(request, appointment_id, past=request.method == "POST")
    form = CallOffForm(
        request.POST or None,
        initial={"version": meeting.version},
        comes_back=meeting.series_on is not None,
    )
    if posted(request, form, lambda: _called_off(request, form, meeting)):
        messages.success(request, _("Called off."))
        return go(request, "home:week")
    context = _about(request, meeting, form)
    return render(request, "caseload/appointment_off.html", context, status=status_of(form))


def _one(request: HttpRequest, appointment_id: UUID, *, past: bool = False) -> Appointment:
    """The meeting; `past` also one that left with its series, for a form that goes out again."""
    found = rows.meetings()
    if past:
        found = Appointment.everything.filter(NOT_SEALED).select_related(
            "client__same_as", "membership", "series"
        )
    meeting: Appointment = read.one(request, found, pk=appointment_id)
    return meeting


def _together(request: HttpRequest, meeting: Appointment) -> list[Appointment]:
    """The appointments of the same meeting, of people whom the reader may see."""
    if meeting.group_id is None:
        return [meeting]
    same = rows.meetings().filter(group_id=meeting.group_id).order_by("client__name_key")
    return read.many(request, same)


def _names(together: list[Appointment]) -> str:
    names = [row.person.full_name for row in together if row.client]
    return ", ".join(names) or _("Nobody in particular")


def _persons(request: HttpRequest, together: list[Appointment]) -> list[dict[str, Any]]:
    return [
        {
            "name": row.person.full_name,
            "href": here(request, "home:client", client_id=row.person.pk),
            "became": code_label(request, "appointment.status", row.status),
        }
        for row in together
        if row.client_id
    ]


def _may(request: HttpRequest, meeting: Appointment) -> dict[str, Any]:
    """What this reader may do with the meeting now, and the commands of its buttons."""
    by: Any = request.actor  # type: ignore[attr-defined]
    logs = any(can(by.role, permission) for permission in LOGS)
    is_open = meeting.status == AppointmentStatus.PLANNED
    may = is_open and logs and actions.may_change(by, meeting)
    has_begun = meeting.starts_at <= timezone.now() + SOON
    alone = may and meeting.group_id is None
    return {
        "can_change": may,
        "can_correct": logs and may_correct(by, meeting),
        "can_say_so": alone and has_begun,
        "can_cancel": alone and meeting.client_id is not None,
        "can_log_group": may and has_begun and meeting.group_id is not None,
        "commands": {"met": uuid7(), "missed": uuid7(), "cancelled": uuid7()},
        "modes": {"missed": ContactMode.NO_SHOW, "cancelled": ContactMode.CANCELLED_BY_PERSON},
        "entry": here(request, "caseload:contact", contact_id=meeting.contact_id)
        if meeting.contact_id and can(by.role, Permission.CONTACT_VIEW)
        else "",
    }


def _change_form(request: HttpRequest, meeting: Appointment) -> ChangeMeetingForm:
    local = timezone.localtime(meeting.starts_at)
    likeness = ("minutes", "kind", "location", "title", "version")
    first = {name: getattr(meeting, name) for name in likeness}
    leads = can(request.actor.role, Permission.CASELOAD_ASSIGN)  # type: ignore[attr-defined]
    return ChangeMeetingForm(
        request.POST or None,
        initial={
            **first,
            "on": local.date(),
            "at": local.time(),
            "member": str(meeting.membership_id),
        },
        choices=meeting_choices(request, meeting),
        members=_members(request, meeting) if leads else (),
        comes_back=meeting.series_on is not None,
    )


def _members(request: HttpRequest, meeting: Appointment) -> list[Any]:
    """Who may go instead; the one who goes now is among them wherever they work."""
    today = timezone.localdate()
    program = meeting.enrolment.program_id if meeting.enrolment else meeting.membership.program_id
    found = read.many(request, rows.members_who_meet(program, today))
    known = any(member.pk == meeting.membership_id for member in found)
    return found if known else [meeting.membership, *found]


def meeting_choices(request: HttpRequest, meeting: Appointment | None = None) -> dict[str, list]:
    """What a meeting may be about and where, as the pack lists it; a peer's own subjects."""
    pack, lang = packs.load(request.membership.agency.pack), get_language() or "en"  # type: ignore[attr-defined]
    peer = not can(request.actor.role, Permission.CONTACT_LOG)  # type: ignore[attr-defined]
    today, listed = timezone.localdate(), pack.codes("contact.category")
    kinds = [c for c in listed.choices(lang, on=today) if listed.flag(c[0], "peer") == peer]
    places = pack.codes("contact.location").choices(lang, on=today)
    if meeting:
        # What was said before stays a choice, wherever it came from.
        _keep(kinds, meeting.kind, code_label(request, "contact.category", meeting.kind))
        _keep(places, meeting.location, code_label(request, "contact.location", meeting.location))
    return {"kind": kinds, "location": places}


def _keep(choices: list[tuple[str, str]], code: str | None, label: str) -> None:
    if code and code not in dict(choices):
        choices.append((code, label))


def _changed(request: HttpRequest, form: ChangeMeetingForm, meeting: Appointment) -> Appointment:
    do = actions.change_following if form.means_following else actions.change_appointment
    version = form.cleaned_data["version"]
    by = request.actor  # type: ignore[attr-defined]
    return do(by=by, appointment=meeting, version=version, **form.meeting())


def _called_off(request: HttpRequest, form: CallOffForm, meeting: Appointment) -> UUID:
    by = request.actor  # type: ignore[attr-defined]
    if form.means_following:
        version = form.cleaned_data["version"]
        actions.call_off_following(by=by, appointment=meeting, version=version)
    else:
        actions.call_off(by=by, appointment=meeting)
    pk: UUID = meeting.pk
    return pk


def _about(request: HttpRequest, meeting: Appointment, form: CommandForm) -> dict[str, Any]:
    return {
        "form": form,
        "meeting": meeting,
        "when": meeting_title(meeting),
        "name": _names(_together(request, meeting)),
        "page": here(request, "caseload:appointment", appointment_id=meeting.pk),
    }
