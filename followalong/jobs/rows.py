"""The rows that this room's pages ask for, before the read gate narrows them."""

from uuid import UUID

from django.db.models import F, QuerySet

from followalong.clients.models import Enrolment
from followalong.clients.rows import same_person
from followalong.employers.models import AgencyEmployer
from followalong.jobs.models import Job, Wage

# So many employers are offered while typing; any other name can be typed in full.
OFFERED = 60


def jobs() -> QuerySet[Job]:
    return Job.objects.select_related("client", "enrolment", "employer__employer")


def wages_of(job: Job) -> QuerySet[Wage]:
    """What changed in a job, newest first."""
    return Wage.objects.filter(job=job).order_by("-from_on")


def enrolment_for_job(client_id: UUID) -> QuerySet[Enrolment]:
    """A person's enrolments: a new job belongs to the open one, else to the last."""
    rows = Enrolment.objects.filter(client__in=same_person(client_id))
    rows = rows.select_related("client__same_as")
    return rows.order_by(F("exited_on").desc(nulls_first=True), "-entered_on", "pk")


def employers_to_offer() -> QuerySet[AgencyEmployer]:
    """Employers the agency met last: the likeliest to have given the job."""
    rows = AgencyEmployer.objects.filter(same_as__isnull=True)
    return rows.select_related("employer").order_by("-changed_at", "pk")
