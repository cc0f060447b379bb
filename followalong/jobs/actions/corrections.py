"""What a job needs when it is taken off a record, moved or put back."""

from collections.abc import Iterable

from followalong.caseload.actions.corrections import said_of
from followalong.clients.correctable import KINDS, PARTS, Kind
from followalong.core.actor import Actor
from followalong.jobs.actions.below import choices_follow, put_down_again, take_up
from followalong.jobs.models import Job, Wage


def enter_kinds() -> None:
    """Called once, when the application starts. Whoever may change a job may take it off."""
    KINDS[Job] = Kind(
        day=lambda job: job.started_on, follow=_job, writers=None, needs_enrolment=True
    )
    PARTS[Job] += [_wages, said_of]


def _job(by: Actor, job: Job) -> None:
    """Times in work, milestones and clocks follow the jobs on record."""
    if job.withdrawn_at:
        take_up(by, job)
    else:
        put_down_again(by, job)
    choices_follow(by, job)


def _wages(job: Job) -> Iterable[Wage]:
    return Wage.objects.filter(job=job).order_by("pk")
