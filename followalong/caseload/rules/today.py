"""Who needs me next: the people of a caseload in an order that anybody can explain.

No score. What is due comes before what is due soon; within that, the reasons stand in the order
below; within one reason, the longest waiting come first.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from followalong.caseload.rules.codes import ClockRule, DueState
from followalong.caseload.rules.facts import Clock, state


class ReasonCode(StrEnum):
    """Why somebody is on today's list, the most pressing first."""

    APPOINTMENT_TODAY = "appointment_today"
    JOB_LOST = "job_lost"
    JOB_STARTS = "job_starts"
    JOB_STARTED = "job_started"
    NEXT_STEP = "next_step"
    FIRST_EMPLOYER_CONTACT = "first_employer_contact"
    FOLLOW_ALONG = "follow_along"
    OUTREACH = "outreach"
    GONE_QUIET = "gone_quiet"


_ORDER = {code: position for position, code in enumerate(ReasonCode)}
_BY_RULE = {
    ClockRule.JOB_LOSS_CONTACT: ReasonCode.JOB_LOST,
    ClockRule.CONTACT_BEFORE_START: ReasonCode.JOB_STARTS,
    ClockRule.CONTACT_AFTER_START: ReasonCode.JOB_STARTED,
    ClockRule.FIRST_EMPLOYER_CONTACT: ReasonCode.FIRST_EMPLOYER_CONTACT,
    ClockRule.MONTHLY_FOLLOW_ALONG: ReasonCode.FOLLOW_ALONG,
    ClockRule.OUTREACH: ReasonCode.OUTREACH,
    ClockRule.GONE_QUIET: ReasonCode.GONE_QUIET,
}


class Reason(NamedTuple):
    """One reason, whether it is due or due soon, its day, and the job it is about."""

    code: ReasonCode
    state: DueState
    on: date
    subject_id: UUID | None = None


@dataclass(frozen=True)
class PersonToday:
    """What is open for one person on a caseload."""

    enrolment_id: UUID
    clocks: Collection[Clock] = ()
    next_steps_due: Collection[date] = ()
    appointments: Collection[date] = ()


@dataclass(frozen=True)
class Need:
    """A person who needs somebody, with the reasons, the most pressing first."""

    enrolment_id: UUID
    reasons: tuple[Reason, ...]


def who_needs_me(people: Iterable[PersonToday], today: date) -> list[Need]:
    """Everybody with a reason to be seen, the most pressing first. Nobody else is listed."""
    needs = [Need(person.enrolment_id, reasons(person, today)) for person in people]
    pressing = [need for need in needs if need.reasons]
    return sorted(pressing, key=lambda need: (_rank(need.reasons[0]), str(need.enrolment_id)))


def reasons(person: PersonToday, today: date) -> tuple[Reason, ...]:
    """Why this person needs somebody today, the most pressing first."""
    found = [
        *(
            Reason(ReasonCode.NEXT_STEP, DueState.DUE, on)
            for on in person.next_steps_due
            if on <= today
        ),
        *(
            Reason(ReasonCode.APPOINTMENT_TODAY, DueState.DUE, on)
            for on in person.appointments
            if on == today
        ),
    ]
    for clock in person.clocks:
        stands = state(clock, today)
        if stands in (DueState.DUE, DueState.SOON):
            code = _BY_RULE[clock.rule]
            found.append(Reason(code, stands, clock.due_on, clock.subject_id))
    return tuple(sorted(found, key=_rank))


def _rank(reason: Reason) -> tuple[bool, int, date]:
    return reason.state != DueState.DUE, _ORDER[reason.code], reason.on
