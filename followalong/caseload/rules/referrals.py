"""The clocks of a referral: somebody asked to join, and waits for a first word (domain.md 5.2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from followalong.caseload.rules.codes import Excuse, ReferralRule
from followalong.caseload.rules.facts import Clock
from followalong.clients.rules import ReferralDecision, decision_or_pending

_THEIR_OWN_NO = frozenset({ReferralDecision.WITHDRAWN})
_ANSWERED = frozenset({ReferralDecision.DECLINED, ReferralDecision.NOT_REACHED})
# The day so many working days, or so many days, after another.
After = Callable[[date, int], date]


class ReferralTiming(Protocol):
    @property
    def warn_days(self) -> Sequence[int]: ...
    @property
    def due_days(self) -> int | None: ...
    @property
    def calendar(self) -> str: ...


@dataclass(frozen=True)
class ReferralFacts:
    """What the clocks of one referral depend on; days that are not known are left out."""

    id: UUID
    received_on: date
    decision: str | None = None
    # Somebody was told that it arrived: the receipt on the page, a word, or the answer itself.
    told_on: Sequence[date] = ()
    # A talk, a try, a meeting with the peer, or the first day.
    met_on: Sequence[date] = ()


def rebuild_referral(
    facts: ReferralFacts,
    timings: Mapping[ReferralRule, ReferralTiming],
    as_of: date,
    working: After,
) -> set[Clock]:
    """Both clocks of a referral as they stand on a day."""
    return set(_running(facts, timings, as_of, working))


def _running(
    facts: ReferralFacts,
    timings: Mapping[ReferralRule, ReferralTiming],
    as_of: date,
    working: After,
) -> Iterator[Clock]:
    for rule, timing in timings.items():
        days = facts.met_on if rule == ReferralRule.FIRST_CONTACT else facts.told_on
        done = [day for day in days if facts.received_on <= day <= as_of]
        after = working if timing.calendar == "working_days" else _plain
        warn = after(facts.received_on, timing.warn_days[0]) if timing.warn_days else None
        done_on = min(done, default=None)
        yield Clock(
            rule=rule,
            subject_id=facts.id,
            start_on=facts.received_on,
            warn_on=warn,
            due_on=after(facts.received_on, timing.due_days or 0),
            done_on=done_on,
            excuse=None if done_on else _excuse(facts),
        )


def _excuse(facts: ReferralFacts) -> Excuse | None:
    decision = decision_or_pending(facts.decision)
    if decision in _THEIR_OWN_NO:
        return Excuse.DECLINED_BY_PERSON
    return Excuse.CLOSED if decision in _ANSWERED else None


def _plain(day: date, count: int) -> date:
    return day + timedelta(days=count)
