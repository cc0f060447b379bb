"""US Supplemental Security Income beside a wage (domain.md 4.6).

countable = max(0, (gross - what unearned income leaves of 20 - 65 - IRWE) / 2 - BWE)
+ unearned income above 20; the benefit is the full rate less what counts, never below nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followalong.core.money import cents
from followalong.jobs.rules.benefits.parts import NOTHING, Paid, Step, Wage, said
from followalong.jobs.rules.benefits.rates import Rates


@dataclass(frozen=True)
class SSI:
    """`irwe` are impairment-related work expenses, `bwe` those of blind workers, per month."""

    couple: bool = False
    unearned: Decimal = NOTHING
    irwe: Decimal = NOTHING
    bwe: Decimal = NOTHING
    state_supplement: Decimal = NOTHING
    student_under_22: bool = False
    student_exclusion_used: Decimal = NOTHING
    code: str = "SSI"

    def pay(self, wages: Sequence[Wage], rates: Rates) -> tuple[Paid, ...]:
        """One month's wage lowers that same month. Raises NoRate."""
        used = {wages[0].month.year: self.student_exclusion_used} if wages else {}
        return tuple(self._month(wage, rates, used) for wage in wages)

    def _month(self, wage: Wage, rates: Rates, used: dict[int, Decimal]) -> Paid:
        def rate(name: str) -> Decimal:
            return rates.get("SSI", name, wage.month)

        exempt = self._student(wage, rates, used)
        general, earned = rate("general_exclusion"), rate("earned_exclusion")
        left = max(NOTHING, general - self.unearned)
        share = rate("counted_share")
        rest = max(NOTHING, wage.gross - exempt - left - earned - self.irwe)
        counted = max(NOTHING, cents(rest * share) - self.bwe)
        unearned = max(NOTHING, self.unearned - general)
        full = rate("rate_couple" if self.couple else "rate_one") + self.state_supplement
        amount = max(NOTHING, full - counted - unearned)
        taken = " - ".join(said(x) for x in (wage.gross, exempt, left, earned, self.irwe))
        steps = (
            Step("counted_wage", f"({taken}) x {share} - {said(self.bwe)}", counted),
            Step("counted_other", f"{said(self.unearned)} - {said(general)}", unearned),
            Step("paid", f"{said(full)} - {said(counted)} - {said(unearned)}", amount),
        )
        return Paid(wage.month, amount, steps)

    def _student(self, wage: Wage, rates: Rates, used: dict[int, Decimal]) -> Decimal:
        """What a student under 22 may earn first: so much a month, so much a calendar year."""
        if not self.student_under_22:
            return NOTHING
        year = wage.month.year
        left = _figure(rates, "student_year", wage.month) - used.get(year, NOTHING)
        exempt = max(NOTHING, min(wage.gross, _figure(rates, "student_month", wage.month), left))
        used[year] = used.get(year, NOTHING) + exempt
        return exempt


def _figure(rates: Rates, name: str, month: date) -> Decimal:
    return rates.get("SSI", name, month)
