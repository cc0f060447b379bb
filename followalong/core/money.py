"""Money, exact to the cent. How it is written on a screen is the matter of `ui`."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

_CENT = Decimal("0.01")


def cents(amount: Decimal | int) -> Decimal:
    """An amount rounded to the cent, half a cent away from zero."""
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    amount = Decimal(amount)
    if not amount.is_finite():
        raise ValueError("an amount of money is a number")
    # Adding 0 turns a rounded -0.00 into 0.00.
    return amount.quantize(_CENT, ROUND_HALF_UP) + 0


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217). Amounts of two currencies are never combined."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z]{3}", self.currency):
            raise ValueError(f"{self.currency!r} is not a currency code")
        object.__setattr__(self, "amount", cents(self.amount))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same_currency(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same_currency(other), self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same_currency(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same_currency(other)

    def times(self, factor: Decimal | int) -> Self:
        """So many times the amount: an hourly wage by the hours of a week. Rounded once."""
        if isinstance(factor, float):
            raise TypeError("money is never multiplied by a float")
        return type(self)(self.amount * factor, self.currency)

    def _same_currency(self, other: Self) -> Decimal:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be combined")
        return other.amount
