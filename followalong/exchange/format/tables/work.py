"""What people do: jobs, wages and other activities.

The seven yes-or-no columns of a job are the criteria of the competitive test (domain.md 4.1);
each may stay empty, which means not known yet.
"""

from .. import codes
from ..schema import Table, amount, code, date, own_id, ref, text, yes_no

JOB = Table(
    "job",
    "Employment that a person holds or held; hours and wage are those at the start.",
    (
        own_id("job_id", "Id of the job."),
        ref("enrolment_id", "enrolment", "Whose job.", required=True),
        ref("employer_id", "employer", "At which employer."),
        text("title", "Job title.", required=True),
        code("occupation_scheme", codes.OCCUPATION_SCHEMES, "Which list of occupations."),
        text("occupation_code", "Code in that list."),
        date("started_on", "First day of work.", required=True),
        date("ended_on", "Last day of work; empty while it goes on."),
        code("end_reason", codes.END_REASONS, "Why it ended."),
        amount("hours_per_week", "Hours a week at the start."),
        amount("hourly_wage", "Wage per hour at the start."),
        text("currency", "Three letters, such as CAD or USD.", pattern="[A-Z]{3}"),
        yes_no("permanent", "Whether no end was agreed."),
        yes_no("self_employed", "Whether the person works for themselves; empty is read as no."),
        yes_no("open_to_anyone", "Whether anyone could apply."),
        yes_no("set_aside", "Whether the job is kept for people with a disability."),
        yes_no("pays_minimum_or_more", "Whether it pays the legal minimum or more."),
        yes_no("pays_customary", "Whether it pays what others get for the same work."),
        yes_no("paid_by_employer", "Whether the employer pays the wage."),
        yes_no("integrated", "Whether people with and without disabilities work there."),
        yes_no("time_limited_by_service", "Whether a service set an end to the job."),
    ),
    key=("job_id",),
    period=("started_on", "ended_on"),
)

WAGE = Table(
    "wage",
    "Change of hours or wage; an empty cell leaves the earlier value.",
    (
        ref("job_id", "job", "The job.", required=True),
        date("from_on", "First day of the change.", required=True),
        amount("hours_per_week", "Hours a week from then on."),
        amount("hourly_wage", "Wage per hour from then on."),
    ),
    key=("job_id", "from_on"),
)

ACTIVITY = Table(
    "activity",
    "Education, training, volunteering or internship: shown, and never counted as a job.",
    (
        own_id("activity_id", "Id of the activity."),
        ref("enrolment_id", "enrolment", "Who does it.", required=True),
        code("kind", codes.ACTIVITY_KINDS, "What sort of activity.", required=True),
        yes_no("mainstream", "Whether it is open to everyone."),
        text("title", "What it is called."),
        date("started_on", "First day.", required=True),
        date("ended_on", "Last day; empty while it goes on."),
    ),
    key=("activity_id",),
    period=("started_on", "ended_on"),
)
