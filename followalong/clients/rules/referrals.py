"""Referrals: asking to join, and the answer (domain.md 3.1)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from followalong.clients.rules.codes import DeclineReason, ReferralDecision, ReferralSource
from followalong.core.dates import age_in_days

PENDING = ReferralDecision.PENDING
ACCEPTED = ReferralDecision.ACCEPTED
DECLINED = ReferralDecision.DECLINED
WITHDRAWN = ReferralDecision.WITHDRAWN
WAITLISTED = ReferralDecision.WAITLISTED
NOT_REACHED = ReferralDecision.NOT_REACHED

# The door stays open: every answer but "accepted" can be taken up again, so that a person who
# rings back, or was declined by mistake, need not ask a second time.
REFERRAL_MOVES: Mapping[ReferralDecision, frozenset[ReferralDecision]] = {
    PENDING: frozenset({ACCEPTED, DECLINED, WITHDRAWN, WAITLISTED, NOT_REACHED}),
    WAITLISTED: frozenset({PENDING, ACCEPTED, DECLINED, WITHDRAWN, NOT_REACHED}),
    NOT_REACHED: frozenset({PENDING, ACCEPTED, WITHDRAWN}),
    WITHDRAWN: frozenset({PENDING}),
    DECLINED: frozenset({PENDING}),
    ACCEPTED: frozenset(),
}


USUAL_SOURCES: Mapping[str, ReferralSource] = {
    "primary_care": ReferralSource.CLINICIAN_PRIMARY,
    "addiction": ReferralSource.SUD_PROGRAMME,
}


class ReferralProblem(StrEnum):
    """Why a decision about a referral cannot be written as it was given."""

    NO_SUCH_MOVE = "no_such_move"
    NEEDS_A_REASON = "needs_a_reason"
    REASON_NOT_ALLOWED = "reason_not_allowed"
    REASON_WITHOUT_DECLINE = "reason_without_decline"


def decision_or_pending(decision: str | None) -> ReferralDecision:
    """An empty decision is read as pending (measures.md D12)."""
    return ReferralDecision(decision) if decision else PENDING


def decision_problem(
    *, now: str | None, then: str, reason: str | None = None
) -> ReferralProblem | None:
    """What stands in the way of a decision, or None."""
    wanted = ReferralDecision(then)
    if wanted not in REFERRAL_MOVES[decision_or_pending(now)]:
        return ReferralProblem.NO_SUCH_MOVE
    if wanted is not DECLINED:
        return ReferralProblem.REASON_WITHOUT_DECLINE if reason else None
    if not reason:
        return ReferralProblem.NEEDS_A_REASON
    if reason not in set(DeclineReason):
        return ReferralProblem.REASON_NOT_ALLOWED
    return None


def waiting_days(received_on: date, decision: str | None, today: date) -> int | None:
    """How long a person has waited for an answer; None once there is one.

    A person on the waiting list waits on: being listed is not an answer.
    """
    if decision_or_pending(decision) in (PENDING, WAITLISTED):
        return max(0, age_in_days(received_on, today))
    return None


def usual_source(setting: str | None) -> ReferralSource:
    """Who most likely refers by a program's links; whoever makes one may choose another."""
    return USUAL_SOURCES.get(setting or "", ReferralSource.CLINICIAN_MH)
