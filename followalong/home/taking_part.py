"""Who comes to a planned meeting: the people of the plan, with some more or some less."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.forms.plans import MeetingForm, WhichForm
from followalong.caseload.models import Appointment
from followalong.caseload.overlaps import say_following
from followalong.caseload.rules import AppointmentStatus
from followalong.caseload.widgets import LikelyChecks
from followalong.clients.correctable import NOT_SEALED
from followalong.home import log_sheet
from followalong.home.agenda import MEETS, clock_text
from followalong.ui.words import day_text


class PeopleForm(WhichForm):
    """Everybody who comes; those who came by the plan are ticked."""

    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who comes?"),
        widget=LikelyChecks(
            in_sight=12, more=gettext_lazy("Someone else"), search="home/log_find.html"
        ),
        error_messages={
            "required": gettext_lazy("Somebody has to come. If nobody does, call the meeting off.")
        },
    )
    field_order = ("command_id", "version", "who", "which")
    error_fields = {**MeetingForm.error_fields, actions.NobodyComes: "who"}


@requires(*MEETS)
@require_http_methods(["GET", "HEAD", "POST"])
def people_of_meeting(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Change who comes to a meeting: this one, or all from it on."""
    meeting, today = _meeting(request, appointment_id), timezone.localdate()
    come = _who_come(request, meeting)
    words = request.GET.get("q", "")
    some = log_sheet.sheet(request, [*come, *_named(request, come)], words)
    form = _form(request, meeting, come, some, words)
    if made := posted(request, form, lambda: _changed(request, form, meeting, come, some).pk):
        messages.success(request, gettext("Saved."))
        if form.means_following:
            say_following(request, read.one(request, rows.meetings(), pk=made))
        return go(request, "caseload:appointment", appointment_id=made)
    context = {
        "form": form,
        "meeting": meeting,
        "when": f"{day_text(meeting.starts_on, today)}, {clock_text(meeting.starts_at)}",
        "page": here(request, "caseload:appointment", appointment_id=meeting.pk),
        "asked": _named(request, come),
    }
    return render(request, "home/people_of_meeting.html", context, status=status_of(form))


def _meeting(request: HttpRequest, appointment_id: UUID) -> Appointment:
    """The meeting; for a form that goes out again, also of somebody who does not come any more."""
    found = rows.meetings()
    if request.method == "POST":
        found = rows.meetings(Appointment.everything).filter(NOT_SEALED)
    meeting: Appointment = read.one(request, found, pk=appointment_id)
    return meeting


def _who_come(request: HttpRequest, meeting: Appointment) -> list[UUID]:
    """Those still expected whom the reader may see. Others stay as they are."""
    same = rows.meetings().filter(status=AppointmentStatus.PLANNED)
    same = (
        same.filter(group_id=meeting.group_id) if meeting.group_id else same.filter(pk=meeting.pk)
    )
    found = read.many(request, same.order_by("client__name_key", "pk"))
    return [row.person.pk for row in found if row.client]


def _named(request: HttpRequest, come: list[UUID]) -> list[UUID]:
    """Whom the address or the form names besides."""
    named = [*request.GET.getlist("client"), *request.POST.getlist("who")]
    asked = dict.fromkeys(of for one in named if (of := log_sheet.read_id(one)))
    return [of for of in asked if of not in come]


def _form(
    request: HttpRequest,
    meeting: Appointment,
    come: list[UUID],
    some: log_sheet.Sheet,
    words: str,
) -> PeopleForm:
    ticked = [*come, *_named(request, come)]
    form = PeopleForm(
        request.POST or None,
        initial={"version": meeting.version, "who": [str(of) for of in ticked]},
        comes_back=meeting.series_on is not None,
    )
    form.fields["who"].choices = log_sheet.person_choices(some)
    widget = form.fields["who"].widget
    widget.words, widget.nobody_found = words, bool(words) and not some.found
    return form


def _changed(
    request: HttpRequest,
    form: PeopleForm,
    meeting: Appointment,
    come: list[UUID],
    some: log_sheet.Sheet,
) -> Any:
    chosen = [UUID(of) for of in form.cleaned_data["who"]]
    joining = [some.people[of] for of in chosen if of not in come]
    do = actions.change_people_following if form.means_following else actions.change_people
    return do(
        by=request.actor,  # type: ignore[attr-defined]
        appointment=meeting,
        version=form.cleaned_data["version"],
        join=[one.enrolment or one.client for one in joining],
        leave=set(come) - set(chosen),
    )
