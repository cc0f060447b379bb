"""US Social Security Disability Insurance beside a wage, month by month (domain.md 4.6, 12.I).

Nine trial months within sixty are paid whatever is earned. Then, for thirty-six months, a month
above the substantial level is not paid, but for the first and the two after it; after that, the
first such month ends the benefit. What really counts is confirmed by Social Security only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from followalong.jobs.rules.benefits.parts import (
    NOTHING,
    Paid,
    Step,
    Wage,
    month_after,
    months_between,
    said,
)
from followalong.jobs.rules.benefits.rates import Rates


class Phase(StrEnum):
    TRIAL = "trial"
    EXTENDED = "extended"
    AFTER = "after"
    ENDED = "ended"


@dataclass(frozen=True)
class SSDI:
    """`payment` is the monthly benefit; `trial_used` the trial months before the first wage.

    `ceased` is the first month above the substantial level after the trial, if there was one.
    """

    payment: Decimal
    blind: bool = False
    irwe: Decimal = NOTHING
    subsidy: Decimal = NOTHING
    trial_used: tuple[date, ...] = ()
    ceased: date | None = None
    code: str = "SSDI"

    def pay(self, wages: Sequence[Wage], rates: Rates) -> tuple[Paid, ...]:
        """Raises NoRate."""
        counter = _Counter(self, rates)
        return tuple(counter.month(wage) for wage in wages)


@dataclass
class _Counter:
    """Walks through the months, since each depends on those before."""

    of: SSDI
    rates: Rates
    trial: list[date] = field(default_factory=list)
    trial_done: date | None = None
    ceased: date | None = None
    ended: bool = False

    def __post_init__(self) -> None:
        self.ceased = self.of.ceased
        for month in sorted(self.of.trial_used):
            self._service_month(month)

    def month(self, wage: Wage) -> Paid:
        substantial = self._rate("substantial_blind" if self.of.blind else "substantial", wage)
        counted = max(NOTHING, wage.gross - self.of.irwe - self.of.subsidy)
        if self.trial_done is None:
            return self._trial(wage)
        extended = int(self._rate("extended_months", wage))
        is_extended = months_between(self.trial_done, wage.month) <= extended
        is_paid = self._is_paid(wage, counted > substantial, is_extended=is_extended)
        phase = Phase.EXTENDED if is_extended else Phase.AFTER
        steps = (
            Step(
                "counted_wage",
                f"{said(wage.gross)} - {said(self.of.irwe)} - {said(self.of.subsidy)}",
                counted,
            ),
            Step("substantial_level", "", substantial),
            Step("paid", "", self.of.payment if is_paid else NOTHING),
        )
        amount = self.of.payment if is_paid else NOTHING
        return Paid(wage.month, amount, steps, Phase.ENDED if self.ended else phase)

    def _trial(self, wage: Wage) -> Paid:
        level = self._rate("trial_month", wage)
        is_service = wage.gross > level
        if is_service:
            self._service_month(wage.month)
        steps = (
            Step("trial_level", f"{said(wage.gross)} > {said(level)}", level),
            Step("trial_months_used", "", Decimal(self._in_window(wage.month, wage))),
            Step("paid", "", self.of.payment),
        )
        notes = ("trial_month",) if is_service else ()
        return Paid(wage.month, self.of.payment, steps, Phase.TRIAL, notes)

    def _service_month(self, month: date) -> None:
        if self.trial_done is not None:
            return
        self.trial.append(month)
        needed = int(self.rates.get("SSDI", "trial_months", month))
        if self._in_window(month) >= needed:
            self.trial_done = month

    def _in_window(self, month: date, wage: Wage | None = None) -> int:
        """Trial months within the rolling window that ends with this month."""
        window = int(self.rates.get("SSDI", "trial_window", month))
        return sum(0 <= months_between(used, month) < window for used in self.trial)

    def _is_paid(self, wage: Wage, above: bool, *, is_extended: bool) -> bool:
        if self.ended:
            return False
        if above and self.ceased is None:
            self.ceased = wage.month
        grace = int(self._rate("grace_months", wage))
        in_grace = self.ceased is not None and wage.month < month_after(self.ceased, grace)
        if is_extended:
            return in_grace or not above
        # The extended time is over: work above the level ends it, once any grace is used up.
        self.ended = not in_grace and (above or self._ceased_after())
        return not self.ended

    def _ceased_after(self) -> bool:
        """Whether it first ceased after the extended time: then it ends with the grace."""
        if self.ceased is None or self.trial_done is None:
            return False
        extended = int(self.rates.get("SSDI", "extended_months", self.ceased))
        return months_between(self.trial_done, self.ceased) > extended

    def _rate(self, name: str, wage: Wage) -> Decimal:
        return self.rates.get("SSDI", name, wage.month)
