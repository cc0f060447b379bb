"""Starting and ending a job: what is refused, what is only odd, and what clocks learn of it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from followalong.caseload.rules import MilestoneFact, MilestoneKind
from followalong.jobs.rules.codes import EndReason
from followalong.jobs.rules.retention import Held
from followalong.jobs.rules.terms import UNKNOWN_TERMS, Terms

HOURS_IN_A_WEEK = Decimal(7 * 24)


class JobProblem(StrEnum):
    """Why a job cannot be written as it was given."""

    ENDS_BEFORE_START = "ends_before_start"
    NEEDS_A_REASON = "needs_a_reason"
    REASON_NOT_ALLOWED = "reason_not_allowed"
    REASON_WITHOUT_END = "reason_without_end"
    HOURS_OUT_OF_RANGE = "hours_out_of_range"
    WAGE_BELOW_ZERO = "wage_below_zero"


class JobNote(StrEnum):
    """What is odd about a job's days, for somebody to look at; it is saved all the same (E9)."""

    STARTS_AHEAD = "starts_ahead"
    ENDS_AHEAD = "ends_ahead"
    STARTS_BEFORE_ENTRY = "starts_before_entry"
    STARTS_AFTER_EXIT = "starts_after_exit"


def job_problems(
    held: Held, terms: Terms = UNKNOWN_TERMS, end_reason: str | None = None
) -> list[JobProblem]:
    """What is wrong with a job; whatever is unknown is never wrong."""
    is_ended = held.ended_on is not None
    wrong = {
        JobProblem.ENDS_BEFORE_START: held.ended_on is not None and held.ended_on < held.started_on,
        JobProblem.REASON_NOT_ALLOWED: bool(end_reason) and end_reason not in set(EndReason),
        JobProblem.REASON_WITHOUT_END: bool(end_reason) and not is_ended,
        JobProblem.HOURS_OUT_OF_RANGE: terms.hours_per_week is not None
        and not 0 <= terms.hours_per_week <= HOURS_IN_A_WEEK,
        JobProblem.WAGE_BELOW_ZERO: terms.hourly_wage is not None and terms.hourly_wage < 0,
    }
    return [problem for problem, is_so in wrong.items() if is_so]


def end_problems(held: Held, end_reason: str | None) -> list[JobProblem]:
    """What is wrong with an end that somebody records now: a reason is asked for."""
    needs = [] if end_reason else [JobProblem.NEEDS_A_REASON]
    return needs + job_problems(held, end_reason=end_reason)


def job_notes(
    held: Held, today: date, entered_on: date, exited_on: date | None = None
) -> list[JobNote]:
    """What is odd about the days of a job of somebody enrolled from entry to exit."""
    odd = {
        JobNote.STARTS_AHEAD: held.started_on > today,
        JobNote.ENDS_AHEAD: held.ended_on is not None and held.ended_on > today,
        JobNote.STARTS_BEFORE_ENTRY: held.started_on < entered_on,
        JobNote.STARTS_AFTER_EXIT: exited_on is not None and held.started_on > exited_on,
    }
    return [note for note, is_so in odd.items() if is_so]


def is_program_start(started_on: date, entered_on: date, exited_on: date | None) -> bool:
    """Whether a start is the program's: from entry to exit of its own enrolment (D5)."""
    return entered_on <= started_on and (exited_on is None or started_on <= exited_on)


def milestones_of(
    job_id: UUID,
    held: Held,
    end_known_on: date | None = None,
    stepped_down_on: date | None = None,
) -> list[MilestoneFact]:
    """The dated facts about a job that are pushed down for the clocks of its enrolment."""
    dated = {
        MilestoneKind.JOB_STARTED: held.started_on,
        MilestoneKind.JOB_ENDED: held.ended_on,
        MilestoneKind.JOB_END_LEARNED: end_known_on,
        MilestoneKind.SUPPORT_STEPPED_DOWN: stepped_down_on,
    }
    return [MilestoneFact(kind, on, job_id) for kind, on in dated.items() if on is not None]
