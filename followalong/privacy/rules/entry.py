"""What is so about asking to be let in. Pure."""

import datetime as dt
from enum import StrEnum

# Unless whoever answers says otherwise, and at most.
LASTS = dt.timedelta(days=14)
AT_MOST = dt.timedelta(days=90)


class EntryProblem(StrEnum):
    OWN = "own"
    ANSWERED = "answered"
    NOT_YOURS = "not_yours"
    OPEN_ALREADY = "open_already"
    STAYS_SHUT = "stays_shut"
    NOT_THEN = "not_then"
    TOO_MANY = "too_many"


def term_problem(to_on: dt.date, *, today: dt.date) -> EntryProblem | None:
    """A tie that was asked for has a last day, and not a far one."""
    return None if today <= to_on <= today + AT_MOST else EntryProblem.NOT_THEN
