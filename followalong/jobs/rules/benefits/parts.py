"""What every benefit's arithmetic is made of: months, wages, steps and what is paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from followalong.core.money import cents
from followalong.jobs.rules.benefits.rates import Rates

NOTHING = Decimal(0)
MONTHS_IN_A_YEAR = 12
WEEKS_IN_A_YEAR = 52


def month_after(month: date, by: int = 1) -> date:
    """The first of the month so many months later (or earlier)."""
    count = month.year * MONTHS_IN_A_YEAR + month.month - 1 + by
    return date(count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1, 1)


def months_between(first: date, later: date) -> int:
    return (later.year - first.year) * MONTHS_IN_A_YEAR + later.month - first.month


def months_from(first: date, how_many: int) -> Iterator[date]:
    return (month_after(first, by) for by in range(how_many))


def monthly(hourly: Decimal, hours_a_week: Decimal) -> Decimal:
    """An average month of that work, before anything is taken off."""
    return cents(hourly * hours_a_week * WEEKS_IN_A_YEAR / MONTHS_IN_A_YEAR)


@dataclass(frozen=True)
class Wage:
    """What one month's work pays: before and after what is deducted at source."""

    month: date
    gross: Decimal
    deductions: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        return max(NOTHING, self.gross - self.deductions)


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic: what it is called, how it was worked out, what came of it."""

    name: str
    working: str
    amount: Decimal


@dataclass(frozen=True)
class Paid:
    """One month of one benefit, with its arithmetic; `state` and `notes` are codes."""

    month: date
    amount: Decimal
    steps: tuple[Step, ...]
    state: str = ""
    notes: tuple[str, ...] = ()


class Benefit(Protocol):
    """A benefit as it stands for one person: what it pays beside these wages."""

    @property
    def code(self) -> str: ...

    def pay(self, wages: Sequence[Wage], rates: Rates) -> tuple[Paid, ...]:
        """One `Paid` for each wage, in order. Raises NoRate."""
        ...


def said(amount: Decimal) -> str:
    """An amount inside a line of arithmetic."""
    return f"{cents(amount):.2f}"
