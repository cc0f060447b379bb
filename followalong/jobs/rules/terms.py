"""Hours and pay of a job on a day (measures.md E10)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from followalong.core.money import Money


class Terms(NamedTuple):
    """Hours a week and hourly wage; either may be unknown."""

    hours_per_week: Decimal | None = None
    hourly_wage: Decimal | None = None


UNKNOWN_TERMS = Terms()


class TermsChange(NamedTuple):
    """What is new from a day on. An empty value leaves the earlier one as it was."""

    from_on: date
    hours_per_week: Decimal | None = None
    hourly_wage: Decimal | None = None


def terms_on(on: date, at_start: Terms, changes: Iterable[TermsChange]) -> Terms:
    """The terms on a day: those at the start, with every change up to that day applied."""
    hours, wage = at_start
    for change in sorted(changes, key=lambda change: change.from_on):
        if change.from_on <= on:
            hours = hours if change.hours_per_week is None else change.hours_per_week
            wage = wage if change.hourly_wage is None else change.hourly_wage
    return Terms(hours, wage)


def weekly_pay(terms: Terms, currency: str) -> Money | None:
    """What a usual week pays before deductions; None unless hours and wage are known."""
    if terms.hours_per_week is None or terms.hourly_wage is None:
        return None
    return Money(terms.hourly_wage, currency).times(terms.hours_per_week)
