"""Who needs me next: the people of a caseload in an order that anybody can explain.

No score. What is due comes before what is due soon; within that, the reasons stand in the order
below; within one reason, the longest waiting come first.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
    JOB_TROUBLE = "job_trouble"
    BENEFITS_BEFORE_START = "benefits_before_start"
    NEXT_STEP = "next_step"
    FIRST_EMPLOYER_CONTACT = "first_employer_contact"
    FOLLOW_ALONG = "follow_along"
    OUTREACH = "outreach"
    GONE_QUIET = "gone_quiet"
    # From here on there is time: said by themselves, below what is pressing.
    SIGNATURE = "signature"
    CONSENT_ENDS = "consent_ends"
    BENEFITS_AFTER_CHANGE = "benefits_after_change"
    BENEFITS_AFTER_START = "benefits_after_start"
    CAREER_PROFILE = "career_profile"
    DISCLOSURE_AGAIN = "disclosure_again"
    SEARCH_PLAN = "search_plan"
    JOB_GOES_ON = "job_goes_on"
    SUPPORT_REVIEW = "support_review"
    ASSESSMENT = "assessment"

    @property
    def can_wait(self) -> bool:
        """Due like all others, but nothing that a day is begun with."""
        return _ORDER[self] >= _ORDER[ReasonCode.SIGNATURE]


_ORDER = {code: position for position, code in enumerate(ReasonCode)}
_BY_RULE: Mapping[str, ReasonCode] = {
    ClockRule.JOB_LOSS_CONTACT: ReasonCode.JOB_LOST,
    ClockRule.CONTACT_BEFORE_START: ReasonCode.JOB_STARTS,
    ClockRule.CONTACT_AFTER_START: ReasonCode.JOB_STARTED,
    ClockRule.FIRST_EMPLOYER_CONTACT: ReasonCode.FIRST_EMPLOYER_CONTACT,
    ClockRule.MONTHLY_FOLLOW_ALONG: ReasonCode.FOLLOW_ALONG,
    ClockRule.OUTREACH: ReasonCode.OUTREACH,
    ClockRule.GONE_QUIET: ReasonCode.GONE_QUIET,
    ClockRule.DISCLOSURE_AFTER_TROUBLE: ReasonCode.JOB_TROUBLE,
    ClockRule.BENEFITS_BEFORE_START: ReasonCode.BENEFITS_BEFORE_START,
    ClockRule.CONSENT_SIGNATURE: ReasonCode.SIGNATURE,
    ClockRule.CONSENT_EXPIRY: ReasonCode.CONSENT_ENDS,
    ClockRule.BENEFITS_AFTER_CHANGE: ReasonCode.BENEFITS_AFTER_CHANGE,
    ClockRule.CAREER_PROFILE: ReasonCode.CAREER_PROFILE,
    ClockRule.DISCLOSURE_AGAIN: ReasonCode.DISCLOSURE_AGAIN,
    ClockRule.SEARCH_PLAN_REVIEW: ReasonCode.SEARCH_PLAN,
    ClockRule.RETENTION: ReasonCode.JOB_GOES_ON,
    ClockRule.VR_NINETY_DAYS: ReasonCode.JOB_GOES_ON,
    ClockRule.TRANSITION_REVIEW: ReasonCode.SUPPORT_REVIEW,
    ClockRule.IN_WORK_SUPPORT: ReasonCode.SUPPORT_REVIEW,
    ClockRule.PERIODIC_ASSESSMENT: ReasonCode.ASSESSMENT,
}
# What can wait is said only when its day is this near; a yes that ends, as soon as it is SOON:
# asking again takes a meeting, and a yes that has ended is a no.
NEAR = timedelta(days=7)
EARLY = {ReasonCode.SIGNATURE, ReasonCode.CONSENT_ENDS}


def rules_of(code: ReasonCode) -> list[str]:
    """The clocks that give a reason."""
    if code is ReasonCode.BENEFITS_AFTER_START:
        code = ReasonCode.BENEFITS_BEFORE_START
    return [rule for rule, given in _BY_RULE.items() if given == code]


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
    """Everybody with a pressing reason to be seen, the most pressing first. Nobody else is
    listed: what can wait is in `what_can_wait`."""
    needs = [Need(person.enrolment_id, pressing(person, today)) for person in people]
    found = [need for need in needs if need.reasons]
    return sorted(found, key=lambda need: (_rank(need.reasons[0]), str(need.enrolment_id)))


def what_can_wait(
    people: Iterable[PersonToday], today: date
) -> list[tuple[ReasonCode, list[UUID]]]:
    """What is due or nearly so and nothing to begin a day with: for each reason, whom it is
    about, the longest waiting first."""
    found: dict[ReasonCode, list[tuple[date, str, UUID]]] = {}
    for person in people:
        for reason in reasons(person, today):
            if reason.code.can_wait:
                of = (reason.on, str(person.enrolment_id), person.enrolment_id)
                found.setdefault(reason.code, []).append(of)
    in_order = sorted(found, key=_ORDER.__getitem__)
    return [(code, list(dict.fromkeys(of[2] for of in sorted(found[code])))) for code in in_order]


def pressing(person: PersonToday, today: date) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons(person, today) if not reason.code.can_wait)


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
        code = _code(clock, today)
        near = not code.can_wait or code in EARLY or today >= clock.due_on - NEAR
        if stands == DueState.DUE or (stands == DueState.SOON and near):
            found.append(Reason(code, stands, clock.due_on, clock.subject_id))
    return tuple(sorted(found, key=_rank))


def _code(clock: Clock, today: date) -> ReasonCode:
    """Its reason; what was to come before a first day can wait once that day has passed."""
    code = _BY_RULE[clock.rule]
    is_past = code is ReasonCode.BENEFITS_BEFORE_START and clock.due_on < today
    return ReasonCode.BENEFITS_AFTER_START if is_past else code


def _rank(reason: Reason) -> tuple[bool, int, date]:
    return reason.state != DueState.DUE, _ORDER[reason.code], reason.on
