"""Ontario Disability Support Program beside a wage (domain.md 4.6, 12.J; in force since 2023-02).

chargeable = 0.75 x max(0, net - 1,000) - childcare - disability-related work expenses, never
below nothing; a partner without a disability: 0.5 x max(0, net - 200). Net is gross less payroll
deductions, but not those for a support order or a garnishment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from followalong.core.money import cents
from followalong.jobs.rules.benefits.parts import NOTHING, Paid, Step, Wage, said
from followalong.jobs.rules.benefits.rates import Rates


@dataclass(frozen=True)
class ODSP:
    """`payment` is what the household gets in a month without any wage."""

    payment: Decimal
    childcare: Decimal = NOTHING
    disability_expenses: Decimal = NOTHING
    full_time_student: bool = False
    partner_net: Decimal = NOTHING
    code: str = "ODSP"

    def pay(self, wages: Sequence[Wage], rates: Rates) -> tuple[Paid, ...]:
        """Raises NoRate."""
        return tuple(self._month(wage, rates) for wage in wages)

    def _month(self, wage: Wage, rates: Rates) -> Paid:
        own, partner = self._own(wage, rates), self._partner(wage, rates)
        amount = max(NOTHING, self.payment - own.amount - partner.amount)
        paid = f"{said(self.payment)} - {said(own.amount)} - {said(partner.amount)}"
        return Paid(wage.month, amount, (own, partner, Step("paid", paid, amount)))

    def _own(self, wage: Wage, rates: Rates) -> Step:
        if self.full_time_student:
            return Step("counted_wage", "", NOTHING)
        flat = rates.get("ODSP", "flat", wage.month)
        share = rates.get("ODSP", "counted_share", wage.month)
        above = cents(share * max(NOTHING, wage.net - flat))
        counted = max(NOTHING, above - self.childcare - self.disability_expenses)
        working = (
            f"{share} x ({said(wage.net)} - {said(flat)})"
            f" - {said(self.childcare)} - {said(self.disability_expenses)}"
        )
        return Step("counted_wage", working, counted)

    def _partner(self, wage: Wage, rates: Rates) -> Step:
        flat = rates.get("ODSP", "partner_flat", wage.month)
        share = rates.get("ODSP", "partner_share", wage.month)
        counted = cents(share * max(NOTHING, self.partner_net - flat))
        working = f"{share} x ({said(self.partner_net)} - {said(flat)})"
        return Step("counted_partner", working, counted)
