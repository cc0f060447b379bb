from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here
from followalong.agencies.packs.consent_texts import consent_text
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients.choices_shown import language_of
from followalong.clients.models import DisclosureChoice, Enrolment
from followalong.clients.rows import same_person
from followalong.employers import rows, shown
from followalong.employers.actions import (
    NeedsAChoice,
    clear_approach,
    refuse_without_choice,
    talk_it_through,
)
from followalong.employers.forms.disclosure import NOTHING, TALKED, ApproachForm, DisclosureForm
from followalong.employers.models import AgencyEmployer
from followalong.employers.views.employers import known_employer
from followalong.ui.words import day_text


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What may an employer know? Gone through together, filled with what was decided last."""
    stay = _stay(request, client_id)
    known = _asked_employer(request)
    pack, lang = shown.speech(request)
    last = _last(request, stay, known)
    form = DisclosureForm(request.POST or None, initial=_before(last), pack=pack, lang=lang)
    shown_in = language_of(stay.client.person)
    if posted(request, form, lambda: _talked(request, stay, known, form.talked(shown_in)).pk):
        messages.success(request, _("Written down. It holds from now on."))
        return go(request, "clients:choices", client_id=stay.client.person.pk)
    person = stay.client.person
    context = {
        "form": form,
        "client": person,
        "known": known,
        "last": _("Last talked about: %(day)s") % {"day": _day(last)} if last else "",
        "shown_in": shown_in,
        "says": consent_text(pack.code, "EMPLOYER").says.say(shown_in),
        "paper": here(request, "employers:disclosure_paper", client_id=person.pk),
        "back": here(request, "clients:choices", client_id=person.pk),
    }
    return render(request, "employers/disclosure.html", context, status=status_of(form))


def _stay(request: HttpRequest, client_id: UUID) -> Enrolment:
    """The enrolment that is open, or was last; 404 for strangers."""
    found = read.many(request, rows.enrolments_of(client_id), limit=1)
    if not found:
        raise Http404
    return found[0]


def _asked_employer(request: HttpRequest) -> AgencyEmployer | None:
    """The one employer it is about, if the address names one."""
    asked = request.GET.get("employer")
    if not asked:
        return None
    try:
        return known_employer(request, UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _last(
    request: HttpRequest, stay: Enrolment, known: AgencyEmployer | None
) -> DisclosureChoice | None:
    people = same_person(stay.client.person.pk)
    talks = DisclosureChoice.objects.filter(
        client__in=people, employer_id=known.pk if known else None
    )
    return next(iter(read.many(request, talks.order_by("-talked_on", "-pk"), limit=1)), None)


def _before(last: DisclosureChoice | None) -> dict[str, Any]:
    if last is None:
        return {}
    return {**{name: getattr(last, name) for name in TALKED}, "topic": last.topic or NOTHING}


def _day(last: DisclosureChoice) -> str:
    return day_text(last.talked_on, timezone.localdate())


def _talked(
    request: HttpRequest, stay: Enrolment, known: AgencyEmployer | None, talked: dict[str, Any]
) -> DisclosureChoice:
    if known and "given" in talked:
        talked["given"]["recipient"] = known.employer.name
    employer_id = known.pk if known else None
    return talk_it_through(by=request.actor, enrolment=stay, employer_id=employer_id, **talked)  # type: ignore[attr-defined]


@requires(Permission.ENROLMENT_EDIT)
@require_safe
def paper(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same questions on a sheet, in the person's language, to fill in by hand."""
    person = _stay(request, client_id).client.person
    pack, _lang = shown.speech(request)
    lang = language_of(person)
    with translation.override(lang):
        context = {
            "client": person,
            "questions": [str(question) for question in TALKED.values()],
            "topics": [text for _code, text in pack.codes("consent.topic").choices(lang)],
            "says": consent_text(pack.code, "EMPLOYER").says.say(lang),
            "head": head_of(request),
            "back": here(request, "employers:disclosure", client_id=person.pk),
        }
        return render(request, "employers/disclosure_paper.html", context)


@requires(Permission.EMPLOYER_CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def approach(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Before a visit or letter about somebody: does their yes reach that far?"""
    known = known_employer(request, employer_id)
    pack, lang = shown.speech(request)
    people = read.many(request, rows.people_held_by(request.actor.membership_id))
    form = ApproachForm(request.POST or None, pack=pack, lang=lang, people=people)
    made = posted(request, form, lambda: _cleared(request, known, form).pk)
    if made and _still_allowed(known, form):
        if form.cleaned_data["letter"]:
            return _letter(request, known, form.cleaned_data["letter"])
        messages.success(request, _("Planned. Their yes reaches that far."))
        return go(request, "employers:employer", employer_id=known.pk)
    context = {
        "form": form,
        "known": known,
        "talk": _talk_address(request, known, form) if form.has_error("says") else "",
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "employers/approach.html", context, status=status_of(form))


def _cleared(request: HttpRequest, known: AgencyEmployer, form: ApproachForm) -> AgencyEmployer:
    return clear_approach(by=request.actor, employer=known, **form.values())  # type: ignore[attr-defined]


def _still_allowed(known: AgencyEmployer, form: ApproachForm) -> bool:
    """A form that goes out twice is looked up twice: their yes may have been taken back."""
    said = form.values()
    said.pop("visit_on")
    try:
        refuse_without_choice(known, **said)
    except NeedsAChoice as error:
        form.add_error("says", str(error))
    return not form.errors


def _letter(request: HttpRequest, known: AgencyEmployer, letter: str) -> HttpResponse:
    """Exactly what the employer will read, to print or to copy."""
    context = {
        "known": known,
        "letter": letter,
        "head": head_of(request),
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "employers/letter.html", context)


def _talk_address(request: HttpRequest, known: AgencyEmployer, form: ApproachForm) -> str:
    """Where the choice that is missing is talked through."""
    if form.chosen is None:
        return ""
    talk = here(request, "employers:disclosure", client_id=form.chosen.client.person.pk)
    return f"{talk}?employer={known.pk}"
