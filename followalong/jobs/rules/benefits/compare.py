"""Offers side by side: what a month brings with each, and what the answer does not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followalong.jobs.rules.benefits.parts import (
    NOTHING,
    Benefit,
    Paid,
    Wage,
    months_from,
)
from followalong.jobs.rules.benefits.rates import Mark, Rate, Rates

# What no rule here counts, by jurisdiction (issue of benefits; domain.md 4.6).
NOT_COUNTED = {
    "us": ("medicaid", "medicare", "housing", "snap", "partner", "child_support", "taxes"),
    "ca-on": ("drug_dental", "housing", "partner", "child_support", "work_related_benefit"),
    "ca-bc": ("drug_dental", "housing", "partner", "child_support"),
}
CONFIRM_WITH = {"SSI": "ssa", "SSDI": "ssa", "ODSP": "odsp_office", "BC_PWD": "bc_ministry"}


@dataclass(frozen=True)
class Offer:
    """Work as it was offered; the amounts are one average month's."""

    name: str
    gross: Decimal
    deductions: Decimal = NOTHING
    starts: date | None = None
    ends: date | None = None

    def wage(self, month: date) -> Wage:
        """Whole months only: that of the start and that of the end are worked."""
        begun = self.starts is None or self.starts <= month
        if not begun or (self.ends is not None and month > self.ends):
            return Wage(month, NOTHING)
        return Wage(month, self.gross, self.deductions)


@dataclass(frozen=True)
class Question:
    """Who asks, from which month on, with which benefits and which offers.

    `also_has` are things of NOT_COUNTED that the person has; None: nobody asked yet.
    """

    jurisdiction: str
    starts: date
    months: int
    benefits: tuple[Benefit, ...]
    offers: tuple[Offer, ...]
    now: Offer = Offer("now", NOTHING)
    also_has: frozenset[str] | None = None


@dataclass(frozen=True)
class Month:
    """One month of one offer: the wage after deductions, and each benefit beside it."""

    wage: Wage
    paid: tuple[tuple[str, Paid], ...]

    @property
    def total(self) -> Decimal:
        return self.wage.net + sum((paid.amount for _code, paid in self.paid), NOTHING)


@dataclass(frozen=True)
class Outlook:
    """One offer over all months; `better_off_by` against now, None while it can't be said."""

    name: str
    months: tuple[Month, ...]
    better_off_by: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum((month.total for month in self.months), NOTHING)


@dataclass(frozen=True)
class Answer:
    """Always an estimate, to be confirmed; with the figures used and what warns about them."""

    now: Outlook
    offers: tuple[Outlook, ...]
    rates: tuple[Rate, ...]
    unconfirmed: tuple[Rate, ...]
    stale: tuple[Rate, ...]
    not_counted: tuple[str, ...]
    in_the_way: tuple[str, ...]
    confirm_with: tuple[str, ...]


def compare(question: Question, rates: Rates, today: date) -> Answer:
    """Each offer, month by month, against what is now. Raises NoRate."""
    not_counted = NOT_COUNTED[question.jurisdiction]
    in_the_way = _in_the_way(question, not_counted)
    now = _outlook(question, question.now, rates, None)
    offers = tuple(
        _outlook(question, offer, rates, None if in_the_way else now) for offer in question.offers
    )
    used = tuple(rates.used)
    return Answer(
        now=now,
        offers=offers,
        rates=used,
        unconfirmed=tuple(rate for rate in used if rate.mark != Mark.READ),
        stale=tuple(rate for rate in used if rate.is_stale(today)),
        not_counted=not_counted,
        in_the_way=in_the_way,
        confirm_with=_confirm_with(question.benefits),
    )


def _in_the_way(question: Question, not_counted: Sequence[str]) -> tuple[str, ...]:
    """What forbids to say `better off by`: something the person has, or that nobody asked."""
    if question.also_has is None:
        return ("not_asked",)
    return tuple(thing for thing in not_counted if thing in question.also_has)


def _outlook(question: Question, offer: Offer, rates: Rates, now: Outlook | None) -> Outlook:
    wages = [offer.wage(month) for month in months_from(question.starts, question.months)]
    columns = [
        [(benefit.code, paid) for paid in benefit.pay(wages, rates)]
        for benefit in question.benefits
    ]
    paid = zip(*columns, strict=True) if columns else ((),) * len(wages)
    months = tuple(Month(wage, tuple(row)) for wage, row in zip(wages, paid, strict=True))
    outlook = Outlook(offer.name, months, None)
    return Outlook(offer.name, months, outlook.total - now.total) if now else outlook


def _confirm_with(benefits: Sequence[Benefit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(CONFIRM_WITH[benefit.code] for benefit in benefits))
