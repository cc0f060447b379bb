"""What a killed worker left half done is begun again."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.caseload.tasks import agency_night
from followalong.core.ids import uuid7
from followalong.core.tasks import begin_again

pytestmark = pytest.mark.django_db


def state(job_id: int, worker: str) -> str:
    """How the job stands after the look, while its worker is there or gone."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker_id = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker_id, job_id],
        )
        if worker == "killed":
            cursor.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
            )
    async_to_sync(begin_again.func)(timestamp=0)
    return ProcrastinateJob.objects.get(pk=job_id).status


@pytest.mark.parametrize(("worker", "status"), [("killed", "todo"), ("at work", "doing")])
def test_a_night_that_was_cut_short_is_begun_again_and_one_at_work_is_left_alone(worker, status):
    job_id = agency_night.configure(lock="night").defer(agency_id=str(uuid7()))
    assert state(job_id, worker) == status
