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
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients.entries import disagreed, rights_over
from followalong.employers.actions import employer_named
from followalong.jobs import rows, shown
from followalong.jobs.actions import amend_job, change_wage, end_job, mark_job, start_job
from followalong.jobs.forms import (
    AmendForm,
    EndForm,
    JobForm,
    MarkForm,
    StartForm,
    WageForm,
    initial_of,
)
from followalong.jobs.models import Job


@requires(Permission.JOB_VIEW)
@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job: how long, what it pays, what was said; and, for whoever asks, how it counts."""
    held = read.one(request, rows.jobs(), pk=job_id)
    wages = read.many(request, rows.wages_of(held))
    today = timezone.localdate()
    context = {
        "job": held,
        "said": shown.job_words(request, held, wages, today),
        "columns": [_("From"), (_("Hours a week"), "number"), (_("Pay an hour"), "number")],
        "history": shown.history(held, wages, today),
        "milestones": shown.milestones(held, today),
        "verdict": shown.verdict(held, wages),
        "can_edit": can(request.actor.role, Permission.JOB_EDIT),
        "sees_employer": can(request.actor.role, Permission.EMPLOYER_VIEW),
        "is_open": held.ended_on is None,
        "rights": rights_over(request, held),
        "disagreements": disagreed(request, held),
    }
    return render(request, "jobs/job.html", context)


@requires(Permission.JOB_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Somebody got a job: one question about the kind of job, and the first day."""
    enrolment = read.one(request, rows.enrolment_for_job(client_id))
    pack, lang = speech(request)
    first = {"started_on": timezone.localdate()}
    form = StartForm(request.POST or None, initial=first, pack=pack, lang=lang)
    if request.method == "POST" and form.is_valid():
        more = {"keeps_searching": form.cleaned_data["keeps_searching"]}
        made = write(
            request,
            form,
            lambda: (
                start_job(
                    by=request.actor, enrolment=enrolment, **_values(request, form), **more
                ).pk
            ),
        )
        if made:
            return go(request, "jobs:job", job_id=made)
    context = {
        "form": form,
        "person": enrolment.client.person,
        "back": here(request, "home:client", client_id=client_id),
        "names": _names(request),
    }
    return render(request, "jobs/start.html", context, status=status_of(form))


def _values(request: HttpRequest, form: JobForm) -> dict[str, Any]:
    """What was typed about a job, with the employer of that name: ours, the region's or new."""
    name = form.cleaned_data["employer_name"]
    employer = employer_named(by=request.actor, name=name) if name else None
    return {**form.values(), "employer": employer}


def _names(request: HttpRequest) -> list[str]:
    found = read.many(request, rows.employers_to_offer(), limit=rows.OFFERED)
    return sorted({known.employer.name for known in found})


@requires(Permission.JOB_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Put right what was written; what somebody else saved meanwhile is shown beside."""
    held = read.one(request, rows.jobs(), pk=job_id)
    pack, lang = speech(request)
    form = AmendForm(request.POST or None, initial=initial_of(held), pack=pack, lang=lang)
    beside: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        if _amended(request, form, held):
            messages.success(request, _("Saved."))
            return go(request, "jobs:job", job_id=held.pk)
        if form.cleaned_data["version"] != held.version:
            beside = form.stand_beside(held)
    context = {
        "form": form,
        "job": held,
        "beside": beside,
        "names": _names(request),
        "back": here(request, "jobs:job", job_id=held.pk),
    }
    return render(request, "jobs/edit.html", context, status=status_of(form))


def _amended(request: HttpRequest, form: AmendForm, held: Job) -> UUID | None:
    seen = form.cleaned_data["version"]
    return write(
        request,
        form,
        lambda: (
            amend_job(by=request.actor, job=held, seen_version=seen, **_values(request, form)).pk
        ),
    )


@requires(Permission.JOB_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def wage(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """New hours or pay from a day on; what was before stays in the history."""
    held = read.one(request, rows.jobs(), pk=job_id)
    pack, _lang = speech(request)
    form = WageForm(request.POST or None, currency=held.currency or pack.value("currency"))
    if request.method == "POST" and form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "command_id"}
        if write(request, form, lambda: change_wage(by=request.actor, job=held, **values).pk):
            return go(request, "jobs:job", job_id=held.pk)
    back = here(request, "jobs:job", job_id=held.pk)
    context = {"form": form, "job": held, "back": back}
    return render(request, "jobs/wage.html", context, status=status_of(form))


@requires(Permission.JOB_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Trouble at work, or the day since which VR sees the job as stable."""
    held = read.one(request, rows.jobs(), pk=job_id)
    pack, _lang = speech(request)
    form = MarkForm(request.POST or None, kinds=shown.marks(pack))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "on")}
        if write(request, form, lambda: mark_job(by=request.actor, job=held, **said).pk):
            return go(request, "home:clocks", enrolment_id=held.enrolment_id)
    context = {"form": form, "job": held, "back": here(request, "jobs:job", job_id=held.pk)}
    return render(request, "jobs/mark.html", context, status=status_of(form))


@requires(Permission.JOB_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """A job ended; what was learned stays, and so does the support."""
    held = read.one(request, rows.jobs(), pk=job_id)
    pack, lang = speech(request)
    form = EndForm(request.POST or None, pack=pack, lang=lang)
    if request.method == "POST" and form.is_valid():
        done = write(request, form, lambda: end_job(by=request.actor, job=held, **form.values()).pk)
        if done:
            text = _("Written down. See %(name)s in the next three days, whatever comes next.")
            messages.info(request, text % {"name": held.client.name})
            return go(request, "jobs:job", job_id=held.pk)
    back = here(request, "jobs:job", job_id=held.pk)
    context = {"form": form, "job": held, "back": back}
    return render(request, "jobs/end.html", context, status=status_of(form))
