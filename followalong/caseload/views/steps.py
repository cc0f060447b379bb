"""Next steps: agreed on, put otherwise, done, taken up again, let go."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.links import back, go, here
from followalong.agencies.models import Membership
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.access import may_tick
from followalong.caseload.forms.steps import THEY, ChangeStepForm, NextStepForm
from followalong.caseload.models import NextStep
from followalong.clients.correctable import NOT_SEALED, may_correct
from followalong.clients.models import Enrolment

TICKS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)


@requires(Permission.CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def next_step_new(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Agree on something for a person."""
    enrolment = read.one(
        request, Enrolment.objects.select_related("client__same_as", "program"), pk=enrolment_id
    )
    form = NextStepForm(
        request.POST or None,
        initial={"owner": str(request.actor.membership_id)},  # type: ignore[attr-defined]
        name=enrolment.client.person.name,
        members=_members(request, enrolment),
    )
    if posted(request, form, lambda: _added(request, form, enrolment).pk):
        return go(request, "home:client", client_id=enrolment.client.person.pk)
    context = {
        "form": form,
        "step": None,
        "client": enrolment.client.person,
        "page": _person(request, enrolment),
    }
    return render(request, "caseload/next_step.html", context, status=status_of(form))


@requires(Permission.CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Put a next step otherwise: the words, who does it, by when."""
    step = read.one(request, rows.next_steps(), pk=step_id)
    form = _change_form(request, step)
    if posted(request, form, lambda: _changed(request, form, step).pk):
        return go(request, "home:client", client_id=step.person.pk)
    context = {
        "form": form,
        "step": step,
        "client": step.person,
        "page": _person(request, step),
        "can_correct": may_correct(request.actor, step),  # type: ignore[attr-defined]
    }
    return render(request, "caseload/next_step.html", context, status=status_of(form))


@requires(*TICKS)
@require_POST
def next_step_done(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Tick a next step off. Twice is once, so it needs no command."""
    return _tick(request, step_id, actions.complete_next_step)


@requires(*TICKS)
@require_POST
def next_step_again(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """It is not done after all."""
    return _tick(request, step_id, actions.reopen_next_step)


@requires(Permission.CONTACT_LOG)
@require_POST
def next_step_drop(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Nobody wants it any more."""
    step = read.one(request, rows.next_steps(NextStep.everything.filter(NOT_SEALED)), pk=step_id)
    if step.withdrawn_at is None:
        actions.drop_next_step(by=request.actor, step=step)  # type: ignore[attr-defined]
    messages.success(request, _("Let go. It stands on no list any more."))
    return go(request, "home:client", client_id=step.person.pk)


def _tick(request: HttpRequest, step_id: UUID, do: Callable[..., NextStep]) -> HttpResponse:
    step = read.one(request, rows.next_steps(), pk=step_id)
    if not may_tick(request.actor, step.owner_id):  # type: ignore[attr-defined]
        return refuse(request, Permission.CONTACT_LOG)
    do(by=request.actor, step=step)  # type: ignore[attr-defined]
    if request.POST.get("next"):
        return back(request)
    return go(request, "home:client", client_id=step.person.pk)


def _change_form(request: HttpRequest, step: NextStep) -> ChangeStepForm:
    if step.enrolment is None:
        raise Http404
    members = _members(request, step.enrolment)
    if step.owner and step.owner not in members:
        members.insert(0, step.owner)
    first = {"text": step.text, "due_on": step.due_on, "version": step.version}
    owner = str(step.owner_id) if step.owner_id else THEY
    return ChangeStepForm(
        request.POST or None,
        initial={**first, "owner": owner},
        name=step.person.name,
        members=members,
    )


def _members(request: HttpRequest, enrolment: Enrolment) -> list[Membership]:
    today = timezone.localdate()
    return read.many(request, rows.members_who_meet(enrolment.program_id, today))


def _added(request: HttpRequest, form: NextStepForm, enrolment: Enrolment) -> NextStep:
    return actions.add_next_step(
        by=request.actor,  # type: ignore[attr-defined]
        enrolment=enrolment,
        text=form.cleaned_data["text"],
        due_on=form.cleaned_data["due_on"],
        owner=form.doer(),
        is_theirs=form.doer() is None,
    )


def _changed(request: HttpRequest, form: ChangeStepForm, step: NextStep) -> NextStep:
    said = form.cleaned_data
    return actions.change_next_step(
        by=request.actor,  # type: ignore[attr-defined]
        step=step,
        version=said["version"],
        text=said["text"],
        due_on=said["due_on"],
        owner=form.doer(),
    )


def _person(request: HttpRequest, about: Any) -> str:
    return here(request, "home:client", client_id=about.client.person.pk)
