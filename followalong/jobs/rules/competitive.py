"""The competitive-job test: an ordinary job, or not, or not known yet (domain.md 4.1; D1 to D3).

The verdict is shown in reports, not on the person's page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from followalong.jobs.rules.codes import OutcomeKind


class Criterion(StrEnum):
    """The seven questions, named as the columns of the exchange."""

    OPEN_TO_ANYONE = "open_to_anyone"
    SET_ASIDE = "set_aside"
    PAYS_MINIMUM_OR_MORE = "pays_minimum_or_more"
    PAYS_CUSTOMARY = "pays_customary"
    PAID_BY_EMPLOYER = "paid_by_employer"
    INTEGRATED = "integrated"
    TIME_LIMITED_BY_SERVICE = "time_limited_by_service"


# The answer that an ordinary job gives to each.
_ORDINARY: Mapping[Criterion, bool] = {
    Criterion.OPEN_TO_ANYONE: True,
    Criterion.SET_ASIDE: False,
    Criterion.PAYS_MINIMUM_OR_MORE: True,
    Criterion.PAYS_CUSTOMARY: True,
    Criterion.PAID_BY_EMPLOYER: True,
    Criterion.INTEGRATED: True,
    Criterion.TIME_LIMITED_BY_SERVICE: False,
}


@dataclass(frozen=True)
class Criteria:
    """The answers about one job: yes, no, or not known yet.

    Whether the job is permanent is recorded too, but decides nothing here.
    """

    open_to_anyone: bool | None = None
    set_aside: bool | None = None
    pays_minimum_or_more: bool | None = None
    pays_customary: bool | None = None
    paid_by_employer: bool | None = None
    integrated: bool | None = None
    time_limited_by_service: bool | None = None
    self_employed: bool | None = None
    has_income: bool = False


@dataclass(frozen=True)
class Verdict:
    """Competitive (True), not (False) or not known yet (None), and what that rests on."""

    value: bool | None
    failed: tuple[Criterion, ...]
    unanswered: tuple[Criterion, ...]

    @property
    def kind(self) -> OutcomeKind | None:
        """Where the job is counted; nowhere until it is known."""
        if self.value is None:
            return None
        return OutcomeKind.COMPETITIVE_JOB if self.value else OutcomeKind.NONCOMPETITIVE_PAID


def competitive(criteria: Criteria) -> Verdict:
    """Not competitive if any answer fails, otherwise unknown if any is missing (D1)."""
    answers = {criterion: _answer(criterion, criteria) for criterion in Criterion}
    unanswered = tuple(c for c, answer in answers.items() if answer is None)
    failed = tuple(c for c in Criterion if answers[c] is (not _ORDINARY[c]))
    value = False if failed else None if unanswered else True
    return Verdict(value, failed, unanswered)


def _answer(criterion: Criterion, criteria: Criteria) -> bool | None:
    # A person's own business has no employer: what counts is that it has brought income (D2).
    if criterion is Criterion.PAID_BY_EMPLOYER and criteria.self_employed:
        return criteria.has_income
    answer: bool | None = getattr(criteria, criterion.value)
    return answer


def has_income(wages: Iterable[Decimal | None]) -> bool:
    """Whether any hourly wage of a job, at its start or since, is above nothing (D2)."""
    return any(wage is not None and wage > 0 for wage in wages)


class Ordinary(StrEnum):
    """The one question asked first: is it an ordinary job that anyone could apply for, at the
    usual pay, paid by the employer?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


def from_first_question(answer: Ordinary) -> dict[Criterion, bool | None]:
    """The seven answers that follow: all of them from a yes, none from a no or unsure."""
    return {c: usual if answer is Ordinary.YES else None for c, usual in _ORDINARY.items()}


def opens_the_rest(answer: Ordinary) -> bool:
    """Whether the seven questions are asked one by one."""
    return answer is not Ordinary.YES
