"""Money is exact to the cent and never changes its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.core.money import Money, cents

pytestmark = pytest.mark.unit

AMOUNTS = st.decimals("-1000000", "1000000", places=4)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0.5", "0.50"), ("17.605", "17.61"), ("17.604", "17.60"), ("-2.675", "-2.68"), ("2", "2.00")],
)
def test_half_a_cent_goes_up(amount, expected):
    assert str(cents(Decimal(amount))) == expected


def test_nothing_is_not_minus_nothing():
    assert str(cents(Decimal("-0.001"))) == "0.00"


@given(AMOUNTS)
def test_rounding_is_off_by_at_most_half_a_cent_and_only_once(amount):
    assert abs(cents(amount) - amount) <= Decimal("0.005")
    assert cents(cents(amount)) == cents(amount)


def test_floats_and_what_is_no_number_are_refused():
    with pytest.raises(TypeError):
        cents(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(Decimal("1"), "CAD").times(0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        cents(Decimal("NaN"))
    with pytest.raises(ValueError):
        Money(Decimal("1"), "cad")


def test_the_wage_of_a_week_is_rounded_once():
    assert Money(Decimal("17.25"), "CAD").times(Decimal("22.5")) == Money(Decimal("388.13"), "CAD")


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away(a, b):
    one, other = Money(a, "USD"), Money(b, "USD")
    assert one + other - other == one
    assert (one < other) == (one.amount < other.amount)
    assert (one <= other) == (one.amount <= other.amount)


def test_two_currencies_are_never_combined():
    for combine in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(ValueError):
            combine(Money(Decimal("1"), "CAD"), Money(Decimal("1"), "USD"))
