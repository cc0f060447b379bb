from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload.actions import add_next_step
from followalong.clients.choices_shown import language_of
from followalong.clients.entries import rights_over, with_words_of, words_against
from followalong.clients.models import Client
from followalong.planning import actions, rows
from followalong.planning.forms.plans import (
    THEY,
    AgreeForm,
    AnswerForm,
    PlanForm,
    ReviewForm,
    StepForm,
    SuggestForm,
)
from followalong.planning.models import ActionPlan, PlanSuggestion
from followalong.planning.plan_shown import ideas, plan_lines, step_lines, told, versions_told
from followalong.planning.shown import lines_of
from followalong.planning.views.writing import enrolment_of, first
from followalong.ui.words import full_day_text


@requires(Permission.ACTION_PLAN_VIEW)
@require_safe
def plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the person wants, who does what next, whether it is still right."""
    people = with_words_of(request, Client.objects, ActionPlan)
    person = read.one(request, people, pk=client_id)
    if person.same_as_id:
        return go(request, "planning:plan", client_id=person.same_as_id)
    role = request.actor.role  # type: ignore[attr-defined]
    stands = told(request, person)
    context = {
        **stands,
        "rights": rights_over(request, stands["plan"]) if stands["plan"] else "",
        "disagreements": words_against(person),
        "can_edit": can(role, Permission.PROFILE_EDIT),
        "sees_profile": can(role, Permission.PROFILE_VIEW),
        "suggest": SuggestForm(auto_id=False) if can(role, Permission.ACTION_PLAN_SUGGEST) else "",
        "step": StepForm(name=person.name),
    }
    return render(request, "planning/plan.html", context)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_write(request: HttpRequest, client_id: UUID) -> HttpResponse:
    enrolment = enrolment_of(request, client_id)
    before = first(request, ActionPlan, client_id)
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(before))

    def do() -> UUID:
        seen = form.cleaned_data["seen"]
        return actions.write_plan(
            by=request.actor,  # type: ignore[attr-defined]
            enrolment=enrolment,
            values=form.values(),
            seen=seen,
        ).pk

    if posted(request, form, do):
        messages.success(request, _("Saved. Now the person can say yes to it."))
        return go(request, "planning:plan", client_id=client_id)
    beside = form.stand_beside(before, lines_of)
    lead = _("Their goals in their words. It can change as often as they like.")
    page = {"title": _("Action plan"), "lead": lead, "beside": beside}
    return _form(request, enrolment.client.person, form, page)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def step_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A step of the plan is a next step like any other, with who does it and by when."""
    enrolment = enrolment_of(request, client_id)
    person = enrolment.client.person
    form = StepForm(request.POST or None, name=person.name)

    def do() -> UUID:
        said = form.cleaned_data
        return add_next_step(
            by=request.actor,  # type: ignore[attr-defined]
            enrolment=enrolment,
            text=said["text"],
            due_on=said["due_on"],
            is_theirs=said["who"] == THEY,
        ).pk

    if posted(request, form, do):
        return go(request, "planning:plan", client_id=client_id)
    page = {"title": _("Add a step"), "lead": "", "ideas": ideas()}
    return _form(request, person, form, page)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_agree(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The person says yes to exactly what they were read."""
    enrolment = enrolment_of(request, client_id)
    before = first(request, ActionPlan, client_id)
    initial = {"seen": before.pk if before else None}
    form = AgreeForm(request.POST or None, initial=initial)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("seen", "how", "words")}
        return actions.agree_plan(by=request.actor, enrolment=enrolment, **said).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("They said yes to it. A copy can be printed for them."))
        return go(request, "planning:plan", client_id=client_id)
    form.stand_beside(before, lines_of)
    beside = [*plan_lines(before), *step_lines(request, enrolment.client.person)] if before else []
    lead = _("Read it together. They can change it, or leave it, at any time.")
    page = {"title": _("Do they say yes to it?"), "lead": lead, "beside": beside}
    return _form(request, enrolment.client.person, form, page)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_review(request: HttpRequest, client_id: UUID) -> HttpResponse:
    person = enrolment_of(request, client_id).client.person
    before = read.one(request, rows.standing(ActionPlan, client_id))
    form = ReviewForm(request.POST or None)

    def do() -> UUID:
        said = {n: v for n, v in form.cleaned_data.items() if n != "command_id"}
        return actions.review_plan(by=request.actor, plan=before, **said).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Saved."))
        return go(request, "planning:plan", client_id=client_id)
    page = {
        "title": _("Still right?"),
        "lead": _("Whatever they say, the search goes on as they want it."),
        "beside": plan_lines(before),
    }
    return _form(request, person, form, page)


@requires(Permission.ACTION_PLAN_VIEW)
@require_safe
def plan_versions(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Each version with what differs from the one before it."""
    person = read.one(request, Client.objects, pk=client_id)
    found = read.many(request, rows.versions(ActionPlan, person.pk))
    context = {"client": person, "versions": versions_told(found)}
    return render(request, "planning/plan_versions.html", context)


@requires(Permission.ACTION_PLAN_VIEW)
@require_safe
def plan_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The person's copy, in plain words and their own language, to print or to keep as PDF."""
    person = read.one(request, Client.objects, pk=client_id)
    lang = language_of(person)
    with translation.override(lang):
        context: dict[str, Any] = {
            **told(request, person),
            "lang": lang,
            "head": head_of(request),
            "day": full_day_text(timezone.localdate()),
            "back": here(request, "planning:plan", client_id=person.pk),
        }
        return render(request, "planning/plan_print.html", context)


@requires(Permission.ACTION_PLAN_SUGGEST)
@require_POST
def plan_suggest(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Words for the plan from who does not write it; the plan stays as it is."""
    enrolment = enrolment_of(request, client_id)
    form = SuggestForm(request.POST)

    def do() -> UUID:
        said = form.cleaned_data["words"]
        return actions.suggest_for_plan(by=request.actor, enrolment=enrolment, words=said).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Passed on: the specialist or the person takes it up."))
        return go(request, "planning:plan", client_id=client_id)
    page = {"title": _("A suggestion for the plan"), "lead": ""}
    return _form(request, enrolment.client.person, form, page)


@requires(Permission.PROFILE_EDIT)
@require_POST
def suggestion_answer(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """Taken up, by the worker or the person, it becomes a step; or it is let go."""
    found = PlanSuggestion.objects.select_related("client__same_as")
    suggestion = read.one(request, found, pk=suggestion_id)
    form = AnswerForm(request.POST)

    def do() -> UUID:
        said = form.cleaned_data["answer"]
        return actions.answer_suggestion(
            by=request.actor,  # type: ignore[attr-defined]
            suggestion=suggestion,
            takes_up=said != "not",
            is_theirs=said == THEY,
        ).pk

    if posted(request, form, do) is None and form.errors:
        messages.warning(request, " ".join(form.non_field_errors()) or _("Choose an answer."))
    return go(request, "planning:plan", client_id=suggestion.client.person.pk)


def _form(request: HttpRequest, person: Client, form: Any, page: dict[str, Any]) -> HttpResponse:
    context = {
        "form": form,
        "client": person,
        "parent": _("Action plan"),
        "back": here(request, "planning:plan", client_id=person.pk),
        **page,
    }
    return render(request, "planning/write.html", context, status=status_of(form))
