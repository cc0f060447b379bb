"""The log sheet: a contact in two taps and a sentence, and what comes next in the same form."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import status_of, write
from followalong.caseload import rows
from followalong.caseload.actions import (
    add_next_step,
    drop_draft,
    log_contact,
    plan_appointment,
)
from followalong.caseload.models import Appointment, Contact
from followalong.caseload.overlaps import say_beside
from followalong.caseload.rules import ContactNote, contact_notes
from followalong.home import log_likely, log_sheet
from followalong.home.log_form import NOBODY, OTHER, LogForm
from followalong.home.log_sheet import Person
from followalong.ui.words import minutes_text


@requires(Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Log a contact with a person. With an employer it is the next tab."""
    if "employer" in request.GET:
        return HttpResponseRedirect(_employer_tab(request))
    if request.method != "POST":
        return _fresh(request)
    named = log_sheet.read_id(request.POST.get("who"))
    about = log_sheet.person(request, named) if named else None
    form = _form(request, log_sheet.Sheet({named: about} if named and about else {}), named)
    meeting = _meeting(request, request.POST.get("appointment"))
    if form.is_valid() and write(request, form, lambda: _save(request, form, about, meeting).pk):
        _say(request, form, about)
        if about is None:
            return go(request, "home:today")
        return go(request, "home:client", client_id=about.client.pk)
    some = log_sheet.sheet(request, [named] if named else [], "", meeting)
    form.fields["who"].choices = log_sheet.who_choices(some)
    return _page(request, form, some)


def _fresh(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    meeting = _meeting(request, request.GET.get("appointment"))
    asked = log_sheet.read_id(request.GET.get("client"))
    if meeting and meeting.person:
        asked = meeting.person.pk
    some = log_sheet.sheet(request, [asked] if asked else [], words, meeting)
    form = _form(request, some, asked)
    wanted = request.GET.get("draft", "")
    form.searched(words, found=bool(some.found))
    if meeting:
        form.initial |= _as_planned(meeting)
    draft = next((d for d in some.drafts if d.key == f"{log_sheet.DRAFT}:{wanted}"), None)
    if draft:
        form.initial |= {name: "".join(said) for name, said in draft.text.items()}
        form.initial["command_id"] = wanted
    return _page(request, form, some)


def _meeting(request: HttpRequest, asked: str | None) -> Appointment | None:
    """The planned meeting that is being logged; 404 for one that is not there for this reader."""
    wanted = log_sheet.read_id(asked)
    return read.one(request, rows.meetings(), pk=wanted) if wanted else None


def _as_planned(meeting: Appointment) -> dict[str, Any]:
    """When it was, as planned; without a person when it was with nobody in particular."""
    local = timezone.localtime(meeting.starts_at)
    is_today = local.date() == timezone.localdate()
    return {
        "appointment": meeting.pk,
        "who": meeting.person.pk if meeting.client else NOBODY,
        "when": local.date().isoformat() if is_today else OTHER,
        "on": local.date(),
        "at": local.time(),
    }


def _form(request: HttpRequest, some: log_sheet.Sheet, asked: UUID | None = None) -> LogForm:
    """The form, filled with the likeliest answers when it is not an answer itself."""
    choices = log_sheet.code_choices(request, some.past)
    of = asked or some.likely_person(timezone.now())
    form = LogForm(
        request.POST or None,
        initial=log_likely.answers(some, choices, of),
        choices={**choices, "who": log_sheet.who_choices(some)},
        pack=packs.load(request.membership.agency.pack),  # type: ignore[attr-defined]
    )
    form.keep_to(some.people[of].agreed if of in some.people else None)
    return form


def _page(request: HttpRequest, form: LogForm, some: log_sheet.Sheet) -> HttpResponse:
    sees_employers = can(request.actor.role, Permission.EMPLOYER_CONTACT_LOG)  # type: ignore[attr-defined]
    offered = {"category": form.fields["category"].choices}
    form.likely_about(log_likely.categories(some, offered))
    form.fields["who"].widget.names = {str(of): p.client.name for of, p in some.people.items()}
    context = {
        "form": form,
        "snippets": rows.short_texts(request),
        "offers": [] if form.is_bound else _offers(request, some),
        "draft": log_sheet.DRAFT,
        "person_tab": here(request, "home:log"),
        "employer_tab": _employer_tab(request) if sees_employers else "",
        "is_peer": log_sheet.is_peer(request),
        "opens_more": bool(some.meeting) or any(form[name].errors for name in ("on", "at")),
        "opens_next": any(form[name].errors for name in ("next_day", "next_at", "next_what")),
    }
    return render(request, "home/log.html", context, status=status_of(form))


def _offers(request: HttpRequest, some: log_sheet.Sheet) -> list[dict[str, Any]]:
    """Unfinished texts, but for the one that is being continued here."""
    address, open_one = here(request, "home:log"), request.GET.get("draft")
    return [
        {**offer, "href": f"{address}?draft={offer['command_id']}"}
        for offer in log_sheet.offers(some)
        if offer["command_id"] != open_one
    ]


def _employer_tab(request: HttpRequest) -> str:
    """The same sheet for an employer, with whoever this one was opened for."""
    known = {name: request.GET[name] for name in ("client", "employer") if name in request.GET}
    return here(request, "employers:contact") + (f"?{urlencode(known)}" if known else "")


def _save(
    request: HttpRequest, form: LogForm, about: Person | None, meeting: Appointment | None
) -> Contact:
    """The contact and what was planned next; its draft is not needed any more."""
    by: Any = request.actor  # type: ignore[attr-defined]
    enrolment, client = (about.enrolment, about.client) if about else (None, None)
    contact = log_contact(
        by=by, enrolment=enrolment, client=client, meeting=meeting, **form.entry()
    )
    said, day, time = form.cleaned_data, form.planned_on(), form.planned_at()
    if time:
        plan_appointment(by=by, starts_at=time, enrolment=enrolment, client=client)
    if enrolment and day and (said["next_what"] or not time):
        text = said["next_what"] or _("Be in touch")
        add_next_step(by=by, enrolment=enrolment, text=text, due_on=day)
    drop_draft(by=by, key=f"{log_sheet.DRAFT}:{said['command_id']}")
    return contact


def _say(request: HttpRequest, form: LogForm, about: Person | None) -> None:
    """What was saved, and what is odd about its day, for the writer to look at."""
    length = form.length()
    values = {
        "who": about.short_name if about else _("nobody in particular"),
        "length": minutes_text(length or 0),
    }
    text = _("Saved: %(length)s with %(who)s") if length and about else _("Saved: %(who)s")
    messages.success(request, text % values)
    if time := form.planned_at():
        say_beside(request, time, about.client.pk if about else None)
    enrolment, started = about.enrolment if about else None, form.started()
    for note in contact_notes(
        on=timezone.localdate(started) if hasattr(started, "tzinfo") else started,
        today=timezone.localdate(),
        entered_on=enrolment.entered_on if enrolment else None,
        exited_on=enrolment.exited_on if enrolment else None,
    ):
        if note in _ODD:
            messages.info(request, _ODD[note]() % values)


_ODD = {
    ContactNote.BEFORE_ENTRY: lambda: _(
        "The day is before %(who)s joined. That may be right; if not, put it right on the entry."
    ),
    ContactNote.AFTER_EXIT: lambda: _(
        "The day is after %(who)s left. That may be right; if not, put it right on the entry."
    ),
}
