"""Which counts may be shown."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.clients.rules.counts import Sum, hidden_cells

NAMED = ("woman", "man", "declined")
ONE_SUM = [Sum.of(NAMED)]


@pytest.mark.parametrize(
    ("numbers", "minimum", "hidden"),
    [
        ((14, 9, 0), 6, set()),
        # Alone, a hidden 3 would be the sum less the others.
        ((14, 9, 3), 6, {"declined", "man"}),
        ((14, 2, 3), 6, {"man", "declined", "woman"}),
        ((30, 5, 5), 6, {"man", "declined"}),
        # Two hidden ones that can only be 1 and 2 say too much.
        ((14, 1, 2), 6, {"man", "declined", "woman"}),
        ((14, 9, 3), 11, {"man", "declined"}),
        ((0, 0, 0), 6, set()),
    ],
)
def test_small_numbers_and_what_gives_them_away_stay_hidden(numbers, minimum, hidden):
    named = dict(zip(NAMED, numbers, strict=True))
    assert hidden_cells(named, ONE_SUM, minimum) == hidden


def test_where_nothing_can_be_shown_nothing_is():
    assert hidden_cells({"woman": 3, "man": 0, "declined": 0}, ONE_SUM, 6) is None
    assert hidden_cells({"woman": 1, "man": 2, "declined": 2}, ONE_SUM, 6) is None


CODES = ("a", "b", "c")
SUMS = [Sum.of(CODES, "given"), Sum.of(("given", "d", "e")), Sum.of((*CODES, "d", "e"))]


@st.composite
def tables(draw):
    numbers = {name: draw(st.integers(0, 24)) for name in (*CODES, "d", "e")}
    return {**numbers, "given": sum(numbers[name] for name in CODES)}


@given(tables(), st.sampled_from([6, 11]))
def test_nobody_can_work_a_hidden_number_out(numbers, minimum):
    """Whatever else the sums say: each hidden small number could as well be a large one."""
    hidden = hidden_cells(numbers, SUMS, minimum)
    if hidden is None:
        return
    assert not any(0 < n < minimum for name, n in numbers.items() if name not in hidden)
    for name in hidden:
        if numbers[name] < minimum:
            assert most(name, numbers, hidden) >= minimum


def most(wanted, numbers, hidden) -> int:
    """The largest that the wanted number may be, by trying everything that fits what is known."""
    totals = ("given", "d", "e")
    everyone, best = sum(numbers[n] for n in totals), 0
    shown_codes = sum(numbers[c] for c in CODES if c not in hidden)
    free = [c for c in CODES if c in hidden]
    for given_, d in itertools.product(range(everyone + 1), repeat=2):
        tried = dict(zip(totals, (given_, d, everyone - given_ - d), strict=True))
        fits = all(tried[n] >= 1 if n in hidden else tried[n] == numbers[n] for n in totals)
        rest = given_ - shown_codes
        if fits and (rest >= len(free) if free else rest == 0):
            best = max(best, tried.get(wanted, rest - len(free) + 1))
    return best


@given(tables(), st.sampled_from([6, 11]))
def test_a_nought_is_never_hidden(numbers, minimum):
    hidden = hidden_cells(numbers, SUMS, minimum) or frozenset()
    assert all(numbers[name] for name in hidden)


def test_every_small_table_is_safe_or_silent():
    """All tables of three cells up to 8: exact ranges, by trying every filling."""
    for numbers in itertools.product(range(9), repeat=3):
        named = dict(zip(NAMED, numbers, strict=True))
        hidden = hidden_cells(named, ONE_SUM, 6)
        if not hidden:
            continue
        rest = sum(named[name] for name in hidden)
        fillings = [
            filling
            for filling in itertools.product(range(1, rest + 1), repeat=len(hidden))
            if sum(filling) == rest
        ]
        for at in range(len(hidden)):
            assert max(filling[at] for filling in fillings) >= 6
            assert len({filling[at] for filling in fillings}) > 1
