"""A person's job from its first day to its last. Several at once are usual, none is a stage."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.audit.record import record
from followalong.caseload.actions import note_about_job, note_milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.jobs.actions.below import end_choices, push_down, search_again, stop_searching
from followalong.jobs.models import Job, Wage
from followalong.jobs.rules import Held, JobProblem, Terms, end_problems, job_problems

# What may be put right later; who holds the job and how it ended are other actions.
AMENDABLE = frozenset(
    {
        "employer",
        "title",
        "occupation_scheme",
        "occupation_code",
        "started_on",
        "hours_per_week",
        "hourly_wage",
        "currency",
        "permanent",
        "self_employed",
        "open_to_anyone",
        "set_aside",
        "pays_minimum_or_more",
        "pays_customary",
        "paid_by_employer",
        "integrated",
        "time_limited_by_service",
        "own_words",
        "support_wanted",
    }
)


class StoredProblem(StrEnum):
    """What only the stored rows can tell about a job."""

    NOTHING_NEW = "nothing_new"
    NOT_AFTER_START = "not_after_start"
    AFTER_END = "after_end"
    ENDED_ALREADY = "ended_already"
    BEFORE_START = "before_start"
    IN_FUTURE = "in_future"


SAID: dict[StrEnum, Any] = {
    JobProblem.ENDS_BEFORE_START: _("The last day lies before the first day."),
    JobProblem.NEEDS_A_REASON: _("Choose how the job ended."),
    JobProblem.REASON_NOT_ALLOWED: _("Choose one of the reasons of the list."),
    JobProblem.REASON_WITHOUT_END: _("Enter the last day too."),
    JobProblem.HOURS_OUT_OF_RANGE: _("A week has 168 hours: enter fewer."),
    JobProblem.WAGE_BELOW_ZERO: _("A wage is nothing or more."),
    StoredProblem.NOTHING_NEW: _("Enter the new hours, the new wage, or both."),
    StoredProblem.NOT_AFTER_START: _(
        "A change comes after the first day. Put right the start instead."
    ),
    StoredProblem.AFTER_END: _("The job had ended by then."),
    StoredProblem.BEFORE_START: _("That day is before the job began."),
    StoredProblem.IN_FUTURE: _("Choose today or an earlier day."),
    StoredProblem.ENDED_ALREADY: _("This job's end is written down already."),
}


class JobRefused(Exception):
    """The job cannot be written as it was given; the sentence says why."""

    def __init__(self, problem: StrEnum) -> None:
        super().__init__(SAID[problem])


class ChangedMeanwhile(Exception):
    """Somebody else saved this job since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this job while you were writing. "
                "Both are below: save again to keep yours."
            )
        )


@transaction.atomic
def start_job(
    *,
    by: Actor,
    enrolment: Enrolment,
    title: str,
    started_on: date,
    keeps_searching: bool,
    **told: Any,
) -> Job:
    """A job was accepted: it starts on a day that has been or that lies ahead.

    `told` are further columns of AMENDABLE; what is left out is not known. The person is in
    work from the first day, and goes on looking if they want to. Raises JobRefused.
    """
    job = Job(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        label=enrolment.label,
        title=title,
        started_on=started_on,
        **_known(told),
    )
    _refuse(job_problems(_held(job), _terms(job)))
    job.save(force_insert=True)
    push_down(by, job)
    if not keeps_searching:
        stop_searching(by, enrolment, started_on)
    record(by=by, action="job.started", subject=job, clients=[job.client_id], fields=_known(told))
    return job


@transaction.atomic
def amend_job(*, by: Actor, job: Job, seen_version: int, **values: Any) -> Job:
    """Put right what was written about a job. Raises ChangedMeanwhile, JobRefused."""
    job = _locked(job)
    if job.version != seen_version:
        raise ChangedMeanwhile
    if unknown := values.keys() - AMENDABLE:
        raise TypeError(f"a job has no {', '.join(sorted(unknown))} to amend")
    # An empty text is not known; a plain no, or a nought, is an answer.
    values = {name: None if value == "" else value for name, value in values.items()}
    changed = [name for name, value in values.items() if getattr(job, name) != value]
    for name in changed:
        setattr(job, name, values[name])
    _refuse(job_problems(_held(job), _terms(job)))
    _save(job, changed)
    if "started_on" in changed:
        push_down(by, job)
    record(by=by, action="job.amended", subject=job, clients=[job.client_id], fields=changed)
    return job


@transaction.atomic
def change_wage(
    *,
    by: Actor,
    job: Job,
    from_on: date,
    hours_per_week: Decimal | None = None,
    hourly_wage: Decimal | None = None,
) -> Wage:
    """New hours or pay from a day on; what is left empty stays as it was (measures.md E10).

    A second change on one day corrects the first. Raises JobRefused.
    """
    if hours_per_week is None and hourly_wage is None:
        raise JobRefused(StoredProblem.NOTHING_NEW)
    if from_on <= job.started_on:
        raise JobRefused(StoredProblem.NOT_AFTER_START)
    if job.ended_on and from_on > job.ended_on:
        raise JobRefused(StoredProblem.AFTER_END)
    _refuse(job_problems(_held(job), Terms(hours_per_week, hourly_wage)))
    new = {"hours_per_week": hours_per_week, "hourly_wage": hourly_wage}
    wage = Wage.objects.select_for_update(of=("self",)).filter(job=job, from_on=from_on).first()
    if wage is None:
        wage = Wage(
            agency_id=by.agency_id,
            client_id=job.client_id,
            label=job.label,
            job=job,
            from_on=from_on,
            **new,
        )
        wage.save(force_insert=True)
    else:
        wage.hours_per_week, wage.hourly_wage = hours_per_week, hourly_wage
        wage.version += 1
        wage.save(update_fields=[*new, "version", "changed_at"])
    note_milestone(
        by=by,
        enrolment=job.enrolment,
        kind=MilestoneKind.JOB_CHANGED,
        on=from_on,
        subject_id=wage.pk,
    )
    record(
        by=by, action="job.terms_changed", subject=wage, clients=[job.client_id], fields=_known(new)
    )
    return wage


@transaction.atomic
def end_job(
    *,
    by: Actor,
    job: Job,
    ended_on: date,
    end_reason: str,
    end_known_on: date,
    wants_another: str | None = None,
    went_well: str = "",
    learned: str = "",
    end_words: str = "",
) -> Job:
    """A job ended; the support does not. The person is met soon after we heard of it.

    Whoever wants another job is looking again from the day after. Raises JobRefused.
    """
    job = _locked(job)
    if job.ended_on is not None:
        raise JobRefused(StoredProblem.ENDED_ALREADY)
    _refuse(end_problems(Held(job.started_on, ended_on), end_reason))
    told = {
        "ended_on": ended_on,
        "end_reason": end_reason,
        "end_known_on": end_known_on,
        "wants_another": wants_another or None,
        "went_well": went_well or None,
        "learned": learned or None,
        "end_words": end_words or None,
    }
    for name, value in told.items():
        setattr(job, name, value)
    _save(job, list(told))
    push_down(by, job)
    if wants_another == "yes":
        search_again(by, job.enrolment, ended_on)
    end_choices(by, job)
    record(by=by, action="job.ended", subject=job, clients=[job.client_id], fields=_known(told))
    return job


@transaction.atomic
def mark_job(*, by: Actor, job: Job, kind: str, on: date) -> Job:
    """Something about a job that asks for a talk, or that others count from. Raises JobRefused."""
    if on < job.started_on:
        raise JobRefused(StoredProblem.BEFORE_START)
    if on > timezone.localdate():
        raise JobRefused(StoredProblem.IN_FUTURE)
    note_about_job(by=by, enrolment=job.enrolment, kind=kind, job_id=job.pk, on=on)
    return job


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _held(job: Job) -> Held:
    return Held(job.started_on, job.ended_on)


def _terms(job: Job) -> Terms:
    return Terms(job.hours_per_week, job.hourly_wage)


def _refuse(problems: Sequence[JobProblem]) -> None:
    if problems:
        raise JobRefused(problems[0])


def _locked(job: Job) -> Job:
    rows = Job.objects.select_related("enrolment").select_for_update(of=("self",))
    return rows.get(pk=job.pk)


def _save(job: Job, fields: list[str]) -> None:
    job.version += 1
    job.save(update_fields=[*fields, "version", "changed_at"])
