"""Which employer contacts count, and how many there were this week (measures.md C5, item 17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from followalong.core.dates import week_start
from followalong.employers.rules.codes import EmployerMode, MadeBy, Purpose

# At an event it is a manager that was met, if somebody who can hire was met (measures.md C6).
COUNTING_PURPOSES = frozenset(
    {
        Purpose.COLD_INTRO,
        Purpose.NEEDS_VISIT,
        Purpose.PRESENT_CANDIDATE,
        Purpose.FOLLOW_UP_OPENING,
        Purpose.INTERVIEW_SUPPORT,
        Purpose.EVENT,
    }
)


class NotCounted(StrEnum):
    """Why a contact does not count towards item 17."""

    NOT_IN_PERSON = "not_in_person"
    COULD_NOT_HIRE = "could_not_hire"
    OTHER_PURPOSE = "other_purpose"
    MODE_UNKNOWN = "mode_unknown"
    HIRING_UNKNOWN = "hiring_unknown"
    PURPOSE_UNKNOWN = "purpose_unknown"


_UNKNOWN = frozenset(
    {NotCounted.MODE_UNKNOWN, NotCounted.HIRING_UNKNOWN, NotCounted.PURPOSE_UNKNOWN}
)


class Counts17(NamedTuple):
    """Whether a contact counts, and if not, every reason why."""

    counts: bool
    reasons: tuple[NotCounted, ...]

    @property
    def has_unknown(self) -> bool:
        """Something that decides it was left empty, even if another answer already says no."""
        return not _UNKNOWN.isdisjoint(self.reasons)


def counts17(*, mode: str | None, hiring_authority: bool | None, purpose: str | None) -> Counts17:
    """In person, with somebody who can hire, about work that might come (measures.md C5).

    Who made it and for whom does not matter here: a visit the client made alone starts their
    own clock too.
    """
    reasons = []
    if not mode:
        reasons.append(NotCounted.MODE_UNKNOWN)
    elif mode != EmployerMode.IN_PERSON:
        reasons.append(NotCounted.NOT_IN_PERSON)
    if hiring_authority is None:
        reasons.append(NotCounted.HIRING_UNKNOWN)
    elif not hiring_authority:
        reasons.append(NotCounted.COULD_NOT_HIRE)
    if not purpose:
        reasons.append(NotCounted.PURPOSE_UNKNOWN)
    elif purpose not in COUNTING_PURPOSES:
        reasons.append(NotCounted.OTHER_PURPOSE)
    return Counts17(not reasons, tuple(reasons))


def is_staff_work(made_by: str | None) -> bool:
    """Whether it is part of a worker's own time and week; empty means staff (measures.md C5)."""
    return made_by != MadeBy.CLIENT


@dataclass(frozen=True)
class WeekCount:
    """The contacts of one ISO week that count, beside the number the program aims at."""

    count: int
    target: int

    @property
    def to_go(self) -> int:
        return max(0, self.target - self.count)


def week_count(counting_on: Iterable[date], today: date, target: int) -> WeekCount:
    """How many of these days of counting contacts lie in this week; two on a day are two."""
    monday = week_start(today)
    return WeekCount(sum(week_start(on) == monday for on in counting_on), target)
