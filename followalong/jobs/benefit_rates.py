"""The figures of `data/benefit_rates.csv`, read and checked."""

import csv
from datetime import date
from decimal import Decimal
from importlib.resources import files

from followalong.jobs.rules.benefits import Mark, Rate, Rates


class RatesError(ValueError):
    """A line of the file that can't be right."""


def load_rates() -> Rates:
    """A fresh set for each answer: it remembers which figures that answer used.

    Raises RatesError.
    """
    text = (files("followalong.jobs") / "data" / "benefit_rates.csv").read_text("utf-8")
    rows = [_rate(number, told) for number, told in enumerate(csv.DictReader(text.splitlines()), 2)]
    for one, other in zip(ordered := sorted(rows), ordered[1:], strict=False):
        same = (one.benefit, one.name) == (other.benefit, other.name)
        if same and (one.ends is None or one.ends >= other.starts):
            raise RatesError(f"{other.benefit} {other.name}: two figures from {other.starts} on")
    return Rates(rows)


def _rate(line: int, told: dict[str, str]) -> Rate:
    try:
        return Rate(
            benefit=told["benefit"],
            name=told["name"],
            starts=date.fromisoformat(told["from"]),
            ends=_day(told["to"]),
            value=Decimal(told["value"]),
            mark=Mark(told["mark"]),
            source=told["source"],
            last_checked=_day(told["last_checked"]),
        )
    except (ArithmeticError, ValueError, KeyError) as error:
        raise RatesError(f"benefit_rates.csv, line {line}: {error}") from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
