"""When the answer about somebody's own record may be put off. Pure."""

import datetime as dt
from enum import StrEnum


class PutOffProblem(StrEnum):
    """Why an answer about one's own record may not be put off."""

    NOT_HERE = "not_here"
    TWICE = "twice"
    TOO_LATE = "too_late"
    ANSWERED = "answered"


def put_off_problem(
    due_on: dt.date,
    later: dt.date,
    later_due_on: dt.date | None,
    answered_on: dt.date | None,
    *,
    today: dt.date,
) -> PutOffProblem | None:
    """Once, while the first day has not passed, and only where the pack gives a later one."""
    if answered_on:
        return PutOffProblem.ANSWERED
    if later <= due_on:
        return PutOffProblem.NOT_HERE
    if later_due_on:
        return PutOffProblem.TWICE
    return PutOffProblem.TOO_LATE if today > due_on else None
