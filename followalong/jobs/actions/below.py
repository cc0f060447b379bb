"""What a job tells the rooms below: facets of the enrolment, and milestones for its clocks."""

from datetime import date

from followalong.caseload.actions import note_milestone, remove_milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.actions import (
    break_facet,
    close_facet,
    end_choices_with_job,
    follow_job_ends,
    follow_jobs,
    mend_facet,
    open_facet,
)
from followalong.clients.models import Enrolment, Facet
from followalong.clients.rows import same_person
from followalong.clients.rules import FacetKind, Span
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY
from followalong.jobs.models import Job, Wage
from followalong.jobs.rules import Held, milestones_of


def push_down(by: Actor, job: Job) -> None:
    """The job's days as milestones, and the times in work of the whole enrolment."""
    held = Held(job.started_on, job.ended_on)
    for fact in milestones_of(job.pk, held, job.end_known_on):
        note_milestone(
            by=by,
            enrolment=job.enrolment,
            kind=fact.kind,
            on=fact.on,
            subject_id=job.pk,
        )
    for wage in Wage.objects.filter(job=job):
        kind = MilestoneKind.JOB_CHANGED
        note_milestone(
            by=by, enrolment=job.enrolment, kind=kind, on=wage.from_on, subject_id=wage.pk
        )
    _times_in_work(by, job)


def take_up(by: Actor, job: Job) -> None:
    """The job is no longer on this record: nor are its days, nor the break it made in a search."""
    for kind in MilestoneKind:
        remove_milestone(by=by, enrolment=job.enrolment, kind=kind, subject_id=job.pk)
    for wage in Wage.everything.filter(job=job):
        kind = MilestoneKind.JOB_CHANGED
        remove_milestone(by=by, enrolment=job.enrolment, kind=kind, subject_id=wage.pk)
    _times_in_work(by, job)
    gap = Span(job.started_on, job.ended_on)
    searching = FacetKind.SEARCHING
    mend_facet(by=by, enrolment=job.enrolment, kind=searching, gap=gap, of=job.pk)


def put_down_again(by: Actor, job: Job) -> None:
    """The job is back on this record, and so is the break it made in a search."""
    push_down(by, job)
    break_facet(by=by, enrolment=job.enrolment, kind=FacetKind.SEARCHING, of=job.pk)


def _times_in_work(by: Actor, job: Job) -> None:
    jobs = Job.objects.filter(enrolment=job.enrolment_id)
    spans = [Span(*days) for days in jobs.values_list("started_on", "ended_on")]
    follow_jobs(by=by, enrolment=job.enrolment, jobs=spans)


def stop_searching(by: Actor, enrolment: Enrolment, from_on: date) -> None:
    """The person is content with this job: they are no longer looking from its first day."""
    for facet in _searching(enrolment):
        if facet.to_on is None:
            close_facet(by=by, facet=facet, on=max(from_on, facet.from_on))


def search_again(by: Actor, enrolment: Enrolment, ended_on: date) -> None:
    """The person wants another job: they are looking from the day after the last one."""
    from_on = max(ended_on + ONE_DAY, enrolment.entered_on)
    searches = any(facet.to_on is None or facet.to_on >= from_on for facet in _searching(enrolment))
    if enrolment.exited_on is None and not searches:
        open_facet(by=by, enrolment=enrolment, kind=FacetKind.SEARCHING, from_on=from_on)


def _searching(enrolment: Enrolment) -> list[Facet]:
    return list(Facet.objects.filter(enrolment=enrolment, kind=FacetKind.SEARCHING))


def end_choices(by: Actor, job: Job) -> None:
    """What that employer may be told ends too, unless another job there goes on."""
    people = same_person(job.client.same_as_id or job.client_id)
    there = Job.objects.filter(
        client__in=people, employer_id=job.employer_id, ended_on__isnull=True
    )
    if job.ended_on and not there.exclude(pk=job.pk).exists():
        end_choices_with_job(
            by=by, client=job.client, employer_id=job.employer_id, ended_on=job.ended_on
        )


def choices_follow(by: Actor, job: Job) -> None:
    """The job was taken off, moved or put back: what that employer may be told ends as the jobs
    there do now."""
    if job.employer_id is None:
        return
    people = same_person(job.client.same_as_id or job.client_id)
    there = Job.objects.filter(client__in=people, employer_id=job.employer_id)
    ends = list(there.values_list("ended_on", flat=True))
    follow_job_ends(by=by, client=job.client, employer_id=job.employer_id, ends=ends)
    if not job.withdrawn_at:
        end_choices(by, job)
