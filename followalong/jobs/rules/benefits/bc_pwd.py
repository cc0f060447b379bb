"""British Columbia disability assistance beside a wage: the annual earnings exemption.

So much a calendar year, without a monthly limit; above it dollar for dollar; what is not used is
not carried over; part of a year when assistance begins in it (domain.md 4.6, 12.K).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from followalong.core.money import cents
from followalong.jobs.rules.benefits.parts import (
    MONTHS_IN_A_YEAR,
    NOTHING,
    Paid,
    Step,
    Wage,
    said,
)
from followalong.jobs.rules.benefits.rates import Rates


class Household(StrEnum):
    ONE = "one"
    COUPLE_ONE = "couple_one"
    COUPLE_BOTH = "couple_both"


@dataclass(frozen=True)
class BCPWD:
    """`payment` is a month without any wage; `earned_this_year` what counted before the first."""

    payment: Decimal
    household: Household = Household.ONE
    earned_this_year: Decimal = NOTHING
    partner_counted: Decimal = NOTHING
    assistance_from: date | None = None
    code: str = "BC_PWD"

    def pay(self, wages: Sequence[Wage], rates: Rates) -> tuple[Paid, ...]:
        """Raises NoRate."""
        paid, so_far, year = [], self.earned_this_year, wages[0].month.year if wages else 0
        for wage in wages:
            if wage.month.year != year:
                so_far, year = NOTHING, wage.month.year
            after = so_far + wage.net + self.partner_counted
            paid.append(self._month(wage.month, so_far, after, rates))
            so_far = after
        return tuple(paid)

    def limit(self, month: date, rates: Rates) -> Decimal:
        """The year's exemption; from the month in which assistance began, that one included."""
        whole = rates.get("BC_PWD", f"limit_{self.household}", month)
        began = self.assistance_from
        if began is None or began.year != month.year:
            return whole
        left = MONTHS_IN_A_YEAR - began.month + 1
        return cents(whole * left / MONTHS_IN_A_YEAR)

    def _month(self, month: date, before: Decimal, after: Decimal, rates: Rates) -> Paid:
        limit = self.limit(month, rates)
        taken = max(NOTHING, after - limit) - max(NOTHING, before - limit)
        amount = max(NOTHING, self.payment - taken)
        notice = limit * rates.get("BC_PWD", "notice_share", month)
        steps = (
            Step("earned_this_year", f"{said(before)} + {said(after - before)}", after),
            Step("year_limit", "", limit),
            Step("taken_off", f"{said(after)} - {said(limit)}", taken),
            Step("paid", f"{said(self.payment)} - {said(taken)}", amount),
        )
        notes = ("near_the_limit",) if before < notice <= after else ()
        return Paid(month, amount, steps, notes=notes)
