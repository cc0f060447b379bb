"""Enrolments: entering, leaving, and who holds one on a day (domain.md 5.1; measures.md E4, E9)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from followalong.clients.rules.codes import ExitReason, Label
from followalong.core.dates import ONE_DAY, closed, overlap

Holder = TypeVar("Holder")  # the id of a membership, or a staff id of a package


class EnrolmentState(StrEnum):
    OPEN = "open"
    EXITED = "exited"


# Leaving is never taken back: whoever returns gets a new enrolment that continues the old one,
# so that both times stay on record.
ENROLMENT_MOVES: Mapping[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.OPEN: frozenset({EnrolmentState.EXITED}),
    EnrolmentState.EXITED: frozenset(),
}

# Ended on a page of its own, beside what was tried (domain.md 12.M).
ENDS_ELSEWHERE = frozenset({ExitReason.OUT_OF_TOUCH})

# Closing for one of these is for the supervisor to decide (domain.md 5.1).
SUPERVISOR_DECIDES = frozenset({ExitReason.OUT_OF_TOUCH, ExitReason.SAFETY_DECISION})


class EnrolmentProblem(StrEnum):
    """Why an entry or exit cannot be written as it was given."""

    ALREADY_ENROLLED = "already_enrolled"
    ALREADY_EXITED = "already_exited"
    ENDS_BEFORE_START = "ends_before_start"
    NEEDS_A_REASON = "needs_a_reason"
    REASON_NOT_ALLOWED = "reason_not_allowed"
    SUPERVISOR_DECIDES = "supervisor_decides"
    HAS_DIED = "has_died"


class Stay(NamedTuple):
    """The days of one enrolment, both ends included; no exit means open."""

    entered_on: date
    exited_on: date | None = None


def state_of(stay: Stay) -> EnrolmentState:
    return EnrolmentState.OPEN if stay.exited_on is None else EnrolmentState.EXITED


def entry_problem(new: Stay, others: Iterable[Stay]) -> EnrolmentProblem | None:
    """What stands in the way of entering: `others` are this client's stays in this program.

    On no day is a person enrolled twice in one program, so re-entry starts at the earliest
    on the day after the exit.
    """
    if new.exited_on is not None and new.exited_on < new.entered_on:
        return EnrolmentProblem.ENDS_BEFORE_START
    if any(overlap(*new, *other) for other in others):
        return EnrolmentProblem.ALREADY_ENROLLED
    return None


def earliest_entry(others: Collection[Stay]) -> date | None:
    """The first day on which a new open enrolment can begin; None while one is open.

    Without earlier enrolments any day will do: `date.min`.
    """
    if any(state_of(other) is EnrolmentState.OPEN for other in others):
        return None
    exits = [other.exited_on + ONE_DAY for other in others if other.exited_on]
    return max(exits, default=date.min)


def exit_problem(
    stay: Stay, exited_on: date, reason: str | None, *, by_supervisor: bool
) -> EnrolmentProblem | None:
    """What stands in the way of leaving on a day for a reason, or None."""
    if EnrolmentState.EXITED not in ENROLMENT_MOVES[state_of(stay)]:
        return EnrolmentProblem.ALREADY_EXITED
    if exited_on < stay.entered_on:
        return EnrolmentProblem.ENDS_BEFORE_START
    if not reason:
        return EnrolmentProblem.NEEDS_A_REASON
    if reason not in set(ExitReason):
        return EnrolmentProblem.REASON_NOT_ALLOWED
    if reason in SUPERVISOR_DECIDES and not by_supervisor:
        return EnrolmentProblem.SUPERVISOR_DECIDES
    return None


class Assigned(NamedTuple, Generic[Holder]):
    """One row of an enrolment's history of holders."""

    holder: Holder
    from_on: date
    to_on: date | None = None


def holder_on(
    on: date, stay: Stay, specialist: Holder | None, history: Collection[Assigned[Holder]]
) -> Holder | None:
    """Who holds an enrolment on a day (measures.md E4).

    If there are assignments they alone say so: of several that cover the day the one that began
    last, and if none does, nobody. Otherwise the enrolment's specialist holds it throughout.
    """
    if not closed(on, *stay):
        return None
    if not history:
        return specialist
    covering = [row for row in history if closed(on, row.from_on, row.to_on)]
    # Two that began on one day: by id, so that the answer never depends on the order of rows.
    latest = max(covering, key=lambda row: (row.from_on, str(row.holder)), default=None)
    return latest.holder if latest else None


def client_label(
    enrolled_in_addiction: Collection[bool], referred_to_addiction: Collection[bool] = ()
) -> Label:
    """The label of a client's own row, one truth value for each of their enrolments.

    SUD only while every enrolment is in an addiction program: one elsewhere means that other
    staff know the person anyway. Before the first enrolment the referrals say it, because
    having asked such a program for help is as private as having had it.
    """
    known_by = enrolled_in_addiction or referred_to_addiction
    return Label.SUD if known_by and all(known_by) else Label.NORMAL
