"""Everything that changes a job: its start, its terms, its end, and what was put right."""

from followalong.jobs.actions.jobs import (
    ChangedMeanwhile,
    JobRefused,
    amend_job,
    change_wage,
    end_job,
    mark_job,
    start_job,
)

__all__ = [
    "ChangedMeanwhile",
    "JobRefused",
    "amend_job",
    "change_wage",
    "end_job",
    "mark_job",
    "start_job",
]
