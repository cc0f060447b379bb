"""Ben's facts by number of days from his entry, as the tests of clocks give them."""

from datetime import date, timedelta
from uuid import UUID

from followalong.caseload import rules
from followalong.caseload.rules import (
    ClockRule,
    ContactFact,
    EnrolmentFacts,
    MilestoneFact,
    MilestoneKind,
)
from tests.caseload.timings import TIMINGS

MARCH = date(2026, 3, 1)
BAKERY_JOB, HOTEL_JOB, VISIT = UUID(int=1), UUID(int=2), UUID(int=3)


def day(number: int) -> date:
    """Days from the first of March, on which Ben enters."""
    return MARCH + timedelta(days=number)


def seen(*numbers: int) -> list[ContactFact]:
    return [ContactFact(day(n), two_way=True, face_to_face=True) for n in numbers]


def called(*numbers: int) -> list[ContactFact]:
    return [ContactFact(day(n), two_way=True, face_to_face=False) for n in numbers]


def job(start: int, end: int | None = None, learned: int | None = None, job_id=BAKERY_JOB):
    dated = [(MilestoneKind.JOB_STARTED, start)]
    dated += [(MilestoneKind.JOB_ENDED, end)] if end is not None else []
    dated += [(MilestoneKind.JOB_END_LEARNED, learned)] if learned is not None else []
    return [MilestoneFact(kind, day(n), job_id) for kind, n in dated]


def visit(*numbers: int) -> list[MilestoneFact]:
    return [
        MilestoneFact(MilestoneKind.EMPLOYER_CONTACT, day(n), UUID(int=90 + n)) for n in numbers
    ]


def clock(rule: ClockRule, as_of: int = 400, timings=TIMINGS, job_id=None, **facts):
    """The one clock of this rule (and job), with Ben's facts as they stand on a day."""
    facts = EnrolmentFacts(**{"entered_on": MARCH, **facts})
    found = [
        clock
        for clock in rules.rebuild(facts, timings, day(as_of))
        if clock.rule == rule and job_id in (None, clock.subject_id)
    ]
    assert len(found) <= 1
    return found[0] if found else None
