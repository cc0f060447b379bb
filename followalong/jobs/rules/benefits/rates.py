"""The figures that benefit rules need: each with its period, its source and how sure we are.

A figure that is not there is refused, never guessed. Source: domain.md 4.6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# A figure that was last looked up longer ago than this is warned about (domain.md 4.6).
STALE_DAYS = 400


class Mark(StrEnum):
    """How sure a figure is: read at its source, seen in another place, or only known of."""

    READ = "read"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, order=True)
class Rate:
    """One figure of one benefit, from a day on; amounts are dollars a month unless named so."""

    benefit: str
    name: str
    starts: date
    ends: date | None
    value: Decimal
    mark: Mark
    source: str
    last_checked: date | None

    def holds(self, month: date) -> bool:
        return self.starts <= month and (self.ends is None or month <= self.ends)

    def is_stale(self, today: date) -> bool:
        """Never looked up, or too long ago."""
        return self.last_checked is None or (today - self.last_checked).days > STALE_DAYS


class NoRate(LookupError):
    """No figure for that month: an estimate would be a guess."""

    def __init__(self, benefit: str, name: str, month: date, until: date | None) -> None:
        self.benefit, self.name, self.month, self.until = benefit, name, month, until
        known = f"; figures reach to {until:%Y-%m}" if until else ""
        super().__init__(f"There is no {name} of {benefit} for {month:%Y-%m}{known}.")


class Rates:
    """All figures at hand; remembers which were used, so that an answer can cite them."""

    def __init__(self, rows: Iterable[Rate]) -> None:
        self._rows: dict[tuple[str, str], list[Rate]] = {}
        for row in sorted(rows):
            self._rows.setdefault((row.benefit, row.name), []).append(row)
        self._used: set[Rate] = set()

    def get(self, benefit: str, name: str, month: date) -> Decimal:
        """The figure in force on the first of that month. Raises NoRate."""
        rows = self._rows.get((benefit, name), [])
        for row in rows:
            if row.holds(month):
                self._used.add(row)
                return row.value
        ends = [row.ends for row in rows if row.ends and row.ends < month]
        raise NoRate(benefit, name, month, max(ends, default=None))

    @property
    def used(self) -> list[Rate]:
        return sorted(self._used)
