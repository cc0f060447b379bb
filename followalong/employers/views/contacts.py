import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.caseload.rows import short_texts
from followalong.employers import drafts, likely, rows, shown
from followalong.employers.actions import amend_answer, employer_named, log_employer_contact
from followalong.employers.forms.contacts import AmendForm, ContactForm
from followalong.employers.models import AgencyEmployer, EmployerContact


@requires(Permission.EMPLOYER_CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """A visit or call, logged in half a minute."""
    employer_id, client_id = _id(request, "employer"), _id(request, "client")
    known = _known(request, employer_id) if employer_id else None
    recent = read.many(request, rows.recent_of(request.actor.membership_id), limit=likely.ROWS)
    form = _form(request, known, client_id, recent)
    if request.method == "POST" and form.is_valid():
        made = write(request, form, lambda: _log(request, known, form).pk)
        if made:
            entry = read.one(request, rows.all_contacts(), pk=made)
            messages.success(request, shown.saved_text(entry))
            return go(request, "employers:employer", employer_id=entry.employer_id)
    role, status = request.actor.role, status_of(form)
    context = {
        "form": form,
        "known": known,
        "visit": shown.visit_text(known.visits + 1) if known else "",
        "names": likely.names(recent),
        "question": form.take_question() if form.is_bound else "",
        "asks_answer": bool(form["answer"].errors or form["answer"].value()),
        "warning": known.do_not_contact if known else "",
        "person_tab": here(request, "home:log") if can(role, Permission.CONTACT_LOG) else "",
        "employer_tab": request.get_full_path(),
        "draft": drafts.FORM,
        "offers": [] if form.is_bound else drafts.offers(request),
        "log_url": request.get_full_path(),
        "opens_more": bool(form["on"].errors or form["made_by"].errors or form["note"].data),
        "opens_next": bool(form["next_on"].errors),
        "asks_names": bool(form["is_no_person"].errors or form["is_no_person"].value()),
        "back": _back(request, known),
        "snippets": short_texts(request, of_people=False),
    }
    return render(request, "employers/contact.html", context, status=status)


def _known(request: HttpRequest, employer_id: UUID) -> Any:
    """The employer of the address, with how often somebody went there; 404 for strangers."""
    employers = rows.with_visits(request, rows.employers(request, timezone.localdate()))
    return read.one(request, employers, pk=employer_id)


def _form(request: HttpRequest, known: Any, client_id: UUID | None, recent: list) -> ContactForm:
    """The form filled with the likeliest answers."""
    today = timezone.localdate()
    pack, lang = speech(request)
    people = read.many(request, rows.people_held_by(request.actor.membership_id))
    mine = next((row for row in people if row.client.person.pk == client_id), None)
    if client_id and mine is None:
        mine = read.one(request, rows.enrolments_of(client_id))
        people.append(mine)
    before = known.visits if known else 0
    first: dict[str, Any] = {
        **likely.answers(recent, known, before, today),
        "on": today,
        "enrolment": str(mine.pk) if mine else "",
        **drafts.continued(request),
    }
    return ContactForm(
        request.POST or None,
        initial=first,
        pack=pack,
        lang=lang,
        people=people,
        is_known=known is not None,
    )


def _log(request: HttpRequest, known: AgencyEmployer | None, form: ContactForm) -> EmployerContact:
    drafts.let_go(request, form.cleaned_data["command_id"])
    employer = known or employer_named(by=request.actor, name=form.cleaned_data["employer_name"])
    return log_employer_contact(by=request.actor, employer=employer, **form.values())


def _id(request: HttpRequest, name: str) -> UUID | None:
    """An id of the address; one that is none is nobody's page."""
    text = request.GET.get(name)
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _back(request: HttpRequest, known: AgencyEmployer | None) -> str:
    if known:
        return here(request, "employers:employer", employer_id=known.pk)
    return here(request, "employers:list")


@requires(Permission.EMPLOYER_CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """A later word on what was said about a person. The first answer stays beside it."""
    entry = read.one(request, rows.all_contacts(), pk=contact_id)
    form = AmendForm(request.POST or None, initial={"answer": entry.disclosure_answer})
    if request.method == "POST" and form.is_valid():
        said = {k: form.cleaned_data[k] or "" for k in ("answer", "their_words")}
        if write(request, form, lambda: amend_answer(by=request.actor, entry=entry, **said).pk):
            messages.success(request, _("Saved. The first answer is kept beside it."))
            return go(request, "employers:employer", employer_id=entry.employer_id)
    today: dt.date = timezone.localdate()
    context = {
        "form": form,
        "entry": shown.contact_entry(request, entry, today, can_log=False),
        "first": shown.ANSWERS.get(entry.first_answer, ""),
    }
    return render(request, "employers/answer.html", context, status=status_of(form))
