from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.employers.facts import fair_chance_of
from followalong.matching import rows, words
from followalong.matching.actions import answer_opening
from followalong.matching.features import features_of
from followalong.matching.forms.answers import OpeningAnswerForm
from followalong.matching.models import OpeningAnswer
from followalong.matching.rules.fit import Fit
from followalong.matching.suggesting import Suggested, for_person, people_for
from followalong.planning.rows import enrolment_to_write

SHOWN = 12
LEFT_OUT_SHOWN = 30


@requires(Permission.MATCH_EDIT)
@require_safe
def for_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Work that fits what somebody wishes for, each with why; and what they answered before."""
    person = read.one(request, Client.objects, pk=client_id)
    if person.same_as_id:
        return go(request, "matching:for_client", client_id=person.same_as_id)
    found = for_person(request, person, timezone.localdate())
    context = {
        "client": person,
        "has_wishes": found.wants.is_known,
        "fits": [_suggestion(request, person, found, one) for one in found.fits[:SHOWN]],
        "left_out": [
            {**_suggestion(request, person, found, one), "why": words.left_out(one)}
            for one in found.left_out[:LEFT_OUT_SHOWN]
        ],
        "answers": [_answered(request, person, one) for one in found.answers],
    }
    return render(request, "matching/for_client.html", context)


def _suggestion(request: HttpRequest, person: Client, found: Suggested, one: Fit) -> dict[str, Any]:
    opening = found.openings[one.work.id]
    return {
        "title": opening.title,
        "employer": opening.employer.employer.name,
        "why": words.why(one),
        "but": words.but(one),
        "unknown": words.unknown(one),
        "href": here(request, "matching:ask", client_id=person.pk, opening_id=opening.pk),
    }


def _answered(request: HttpRequest, person: Client, one: OpeningAnswer) -> dict[str, Any]:
    reason = one.get_reason_display() if one.reason else ""
    return {
        "title": one.opening.title,
        "meta": " · ".join(filter(None, [one.opening.employer.employer.name, reason])),
        "answer": one.get_answer_display(),
        "is_yes": one.answer == OpeningAnswer.Answer.YES,
        "said": one.words or "",
        "on": one.written_on,
        "href": here(request, "matching:ask", client_id=person.pk, opening_id=one.opening_id),
    }


@requires(Permission.MATCH_EDIT)
@require_safe
def for_opening(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """People to ask about an opening. Nobody is put forward here: they are asked."""
    one = read.one(request, rows.openings(), pk=opening_id)
    likely = people_for(request.actor, one, timezone.localdate(), SHOWN)  # type: ignore[attr-defined]
    fits = dict(likely)
    named = {p.pk: p for p in read.many(request, Client.objects.filter(pk__in=fits))}
    answers = OpeningAnswer.objects.filter(opening=one, is_latest=True).select_related("client")
    context = {
        "opening": one,
        "people": [_to_ask(request, named[pk], one.pk, fits[pk]) for pk in fits if pk in named],
        "answers": [
            {
                "name": given.client.full_name,
                "answer": given.get_answer_display(),
                "is_yes": given.answer == OpeningAnswer.Answer.YES,
                "href": here(request, "matching:ask", client_id=given.client_id, opening_id=one.pk),
            }
            for given in read.many(request, answers)
        ],
    }
    return render(request, "matching/for_opening.html", context)


def _to_ask(request: HttpRequest, person: Client, opening_id: UUID, one: Fit) -> dict[str, Any]:
    return {
        "name": person.full_name,
        "why": words.why(one),
        "but": words.but(one),
        "unknown": words.unknown(one),
        "href": here(request, "matching:ask", client_id=person.pk, opening_id=opening_id),
    }


@requires(Permission.MATCH_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, client_id: UUID, opening_id: UUID) -> HttpResponse:
    """Look at an opening together: what is known of it, and what the person says."""
    opening = read.one(request, rows.openings(), pk=opening_id)
    enrolment = read.one(request, enrolment_to_write(client_id))
    person = enrolment.client.person
    known = read.many(request, rows.answers_of(person.pk).filter(opening=opening), limit=1)
    before = known[0] if known else None
    form = OpeningAnswerForm(request.POST or None, initial=OpeningAnswerForm.initial_of(before))

    def do() -> UUID:
        said = {**form.values(), "seen": form.cleaned_data["seen"]}
        return answer_opening(by=request.actor, enrolment=enrolment, opening=opening, **said).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Saved."))
        return go(request, "matching:for_client", client_id=person.pk)
    context = {
        "client": person,
        "opening": opening,
        "features": features_of(opening),
        "fair_chance": fair_chance_of(request, opening.employer),
        "form": form,
        "beside": form.stand_beside(before, _as_lines),
        "back": here(request, "matching:for_client", client_id=person.pk),
    }
    return render(request, "matching/ask.html", context, status=status_of(form))


def _as_lines(row: OpeningAnswer) -> dict[str, str]:
    return {
        _("What do they say?"): row.get_answer_display(),
        _("If not, why?"): row.get_reason_display() if row.reason else "",
        _("In their own words"): row.words or "",
    }
