from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here, then
from followalong.agencies.packs.consent_texts import consent_text
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.choices_shown import language_of, needs_counsel
from followalong.clients.models import DisclosureChoice, Enrolment
from followalong.clients.rows import same_person
from followalong.employers import rows
from followalong.employers.actions import talk_it_through
from followalong.employers.forms.disclosure import NOTHING, TALKED, DisclosureForm
from followalong.employers.models import AgencyEmployer
from followalong.employers.views.employers import known_employer
from followalong.ui.words import day_text


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What may an employer know? Gone through together, filled with what was decided last."""
    stay = _stay(request, client_id)
    known = _asked_employer(request)
    pack, lang = speech(request)
    last = _last(request, stay, known)
    form = DisclosureForm(request.POST or None, initial=_before(last), pack=pack, lang=lang)
    person = stay.client.person
    shown_in, back = language_of(person), here(request, "clients:choices", client_id=person.pk)
    if posted(request, form, lambda: _talked(request, stay, known, form.talked(shown_in)).pk):
        messages.success(request, _("Written down. It holds from now on."))
        return redirect(then(request, back))
    context = {
        "form": form,
        "client": person,
        "known": known,
        "last": _("Last talked about: %(day)s") % {"day": _day(last)} if last else "",
        "mistake": here(request, "home:correct_talk", talk_id=last.pk) if last else "",
        "shown_in": shown_in,
        "says": consent_text(pack.code, "EMPLOYER").says.say(shown_in),
        "needs_counsel": needs_counsel(pack, "EMPLOYER"),
        "paper": here(request, "employers:disclosure_paper", client_id=person.pk),
        "back": then(request, back),
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
    pack, _lang = speech(request)
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
