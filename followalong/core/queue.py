"""How the queue of tasks is doing: what waits longest, and when a task last ended well."""

import datetime as dt

from django.db import connection

WAITING = """
SELECT min(coalesce(j.scheduled_at, e.at)) FROM procrastinate_jobs j
LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""
# Every task of the last hours, not of all time.
LATELY = 2_000
ENDED = """
SELECT max(e.at) FROM (
    SELECT job_id, at FROM procrastinate_events WHERE type = 'succeeded' ORDER BY id DESC LIMIT %s
) e
JOIN procrastinate_jobs j ON j.id = e.job_id WHERE j.task_name = %s
"""


def waits_since() -> dt.datetime | None:
    """Since when the oldest task waits that could begin; None when none does."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def ended_well(task: str) -> dt.datetime | None:
    """When this task last ended well; None when it did not lately."""
    with connection.cursor() as cursor:
        cursor.execute(ENDED, [LATELY, task])
        return cursor.fetchone()[0]
