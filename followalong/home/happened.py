"""One tap: a planned meeting happened, or did not. The entry is filled as planned and as usual."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import back, here
from followalong.agencies.writing import CommandForm, write
from followalong.caseload import actions, rows
from followalong.caseload.actions.plans import SOON
from followalong.caseload.models import Appointment, Contact
from followalong.caseload.rules import ContactMode
from followalong.home import log_likely, log_sheet
from followalong.home.agenda import MEETS
from followalong.ui.words import minutes_text

DID_NOT = (ContactMode.NO_SHOW, ContactMode.CANCELLED_BY_PERSON)


class HappenedForm(CommandForm):
    """One button. Without a mode the meeting happened."""

    mode = forms.ChoiceField(choices=[("", ""), *((m, m) for m in DID_NOT)], required=False)
    error_fields = {
        actions.AppointmentOver: "",
        actions.NotYourAppointment: "",
        actions.FutureContact: "",
    }


@requires(*MEETS)
@require_POST
def happened(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Write down what became of a meeting in one tap, and offer to add words."""
    meeting = read.one(request, rows.meetings(), pk=appointment_id)
    form = HappenedForm(request.POST)
    made = form.is_valid() and write(request, form, lambda: _logged(request, form, meeting).pk)
    if made:
        _say(request, read.one(request, Contact.objects.select_related("client__same_as"), pk=made))
    else:
        for said in [text for errors in form.errors.values() for text in errors]:
            messages.info(request, said)
    return back(request)


def _logged(request: HttpRequest, form: HappenedForm, meeting: Appointment) -> Contact:
    by: Any = request.actor  # type: ignore[attr-defined]
    actions.refuse_others(by, meeting)
    actions.refuse_settled(meeting)
    person = log_sheet.person(request, meeting.person.pk) if meeting.client else None
    said = usual_entry(request, meeting, person)
    if mode := form.cleaned_data["mode"]:
        # How long a meeting would have been says nothing about the time it took.
        said |= {"mode": mode, "minutes": None, "two_way": None}
    return actions.log_contact(
        by=by,
        started=began(meeting, mode),
        enrolment=person.enrolment if person else None,
        client=person.client if person else None,
        meeting=meeting,
        **said,
    )


def usual_entry(
    request: HttpRequest, meeting: Appointment, person: log_sheet.Person | None
) -> dict[str, Any]:
    """As planned; what the plan leaves open, as in most of the writer's entries.

    Without a person nothing is guessed: it is what was planned, in its words.
    """
    me = request.actor.membership_id  # type: ignore[attr-defined]
    people = {person.client.pk: person} if person else {}
    some = log_sheet.Sheet(people=people, past=log_sheet.past_of(request, me), meeting=meeting)
    return usual_entry_among(some, log_sheet.code_choices(request, some.past), meeting, person)


def usual_entry_among(
    some: log_sheet.Sheet,
    offered: log_likely.Offered,
    meeting: Appointment,
    person: log_sheet.Person | None,
) -> dict[str, Any]:
    """The same from what was read already, so that many cost no more than one."""
    if person is None:
        planned = {"category": meeting.kind, "location": meeting.location, "note": meeting.title}
        return {**planned, "minutes": meeting.minutes}
    likely = log_likely.answers(some, offered, person.client.pk)
    said = {name: likely.get(name) for name in ("category", "mode", "location")}
    return {**said, "minutes": meeting.minutes or likely.get("minutes")}


def began(meeting: Appointment, mode: str) -> datetime:
    """When it was planned; who calls off or comes early does so now."""
    now = timezone.now().replace(second=0, microsecond=0)
    is_early = mode == ContactMode.CANCELLED_BY_PERSON or meeting.starts_at <= now + SOON
    return min(meeting.starts_at, now) if is_early else meeting.starts_at


def _say(request: HttpRequest, entry: Contact) -> None:
    """Every answer that was saved, and where to put it right or add words."""
    pack, lang = packs.load(request.membership.agency.pack), get_language() or "en"  # type: ignore[attr-defined]
    known = [
        entry.client.person.full_name if entry.client else "",
        *(
            pack.codes(f"contact.{name}").label(code, lang) if code else ""
            for name in ("category", "mode", "location")
            if (code := getattr(entry, name)) in pack.codes(f"contact.{name}") or not code
        ),
        minutes_text(entry.minutes) if entry.minutes else "",
    ]
    words = _("Saved: %(what)s.") % {"what": " · ".join(filter(None, known))}
    href = here(request, "caseload:contact_amend", contact_id=entry.pk)
    link = format_html('<a href="{}">{}</a>', href, _("Add words or put it right"))
    messages.success(request, format_html("{} {}", words, link))
