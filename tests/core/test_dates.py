"""Days, spans, weeks and quarters as measures.md T1 to T7 mean them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.core import dates

pytestmark = pytest.mark.unit

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
ENDS = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 31))
YEAR_2026 = [date(2026, 1, 1) + timedelta(days=n) for n in range(-40, 130)]


def test_the_date_of_an_instant_is_that_of_the_agency():
    late = datetime(2026, 7, 1, 3, 30, tzinfo=UTC)
    assert dates.local_date(late, "America/Toronto") == date(2026, 6, 30)
    assert dates.local_date(late, "Europe/London") == date(2026, 7, 1)
    with pytest.raises(ValueError):
        dates.local_date(datetime(2026, 7, 1), "America/Toronto")


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), True),
        (None, date(2026, 3, 5), True),
        (date(2026, 3, 5), None, True),
        (None, None, True),
        (date(2026, 3, 6), None, False),
        (None, date(2026, 3, 4), False),
    ],
)
def test_a_span_is_closed_at_both_ends_and_an_empty_end_is_open(from_on, to_on, expected):
    assert dates.closed(date(2026, 3, 5), from_on, to_on) is expected


@given(ENDS, ENDS, ENDS, ENDS)
def test_spans_overlap_exactly_if_they_share_a_day(a_from, a_to, b_from, b_to):
    ordered = all(x is None or y is None or x <= y for x, y in [(a_from, a_to), (b_from, b_to)])
    share = any(
        dates.closed(day, a_from, a_to) and dates.closed(day, b_from, b_to) for day in YEAR_2026
    )
    if ordered:
        assert dates.overlap(a_from, a_to, b_from, b_to) is share


def test_the_last_ninety_days_end_with_the_day_asked_about():
    first, last = dates.window(date(2026, 3, 31), 90)
    assert (first, last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert dates.age_in_days(first, last) + 1 == 90
    with pytest.raises(ValueError):
        dates.window(date(2026, 3, 31), 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_added_and_clamped_to_the_end_of_the_month(day, months, expected):
    assert dates.add_months(day, months) == expected


@given(DAYS, st.integers(0, 600))
def test_months_added_land_in_the_month_counted(day, months):
    later = dates.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + dates.ONE_DAY).day == 1


def test_iso_weeks_begin_on_monday_and_belong_to_iso_years():
    assert dates.iso_week(date(2027, 1, 1)) == (2026, 53)
    assert dates.week_start(date(2026, 11, 22)) == date(2026, 11, 16)


@given(DAYS, st.integers(0, 120))
def test_whole_weeks_are_those_that_lie_wholly_inside(first, length):
    last = first + timedelta(days=length)
    days = [first + timedelta(days=n) for n in range(length + 1)]
    expected = [d for d in days if d.weekday() == 0 and d + timedelta(days=6) <= last]
    assert dates.whole_weeks(first, last) == expected


def test_a_quarter_is_read_and_written():
    quarter = dates.Quarter.parse("2026Q3")
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert str(quarter) == "2026Q3"
    for wrong in ("2026Q5", "26Q3", "2026-Q3", ""):
        with pytest.raises(ValueError):
            dates.Quarter.parse(wrong)


@given(DAYS)
def test_every_day_lies_in_its_quarter(day):
    quarter = dates.Quarter.of(day)
    assert quarter.first <= day <= quarter.last


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 10, 1), date(2026, 4, 1)),
    ],
)
def test_the_fiscal_year_begins_on_the_first_of_april_on_or_before(day, expected):
    assert dates.fiscal_year_start(day) == expected


FAMILY_DAY = date(2026, 2, 16)


def test_working_days_leave_out_weekends_and_the_holidays_of_the_place():
    friday = date(2026, 2, 13)
    assert dates.add_working_days(friday, 0) == friday
    assert dates.add_working_days(friday, 2) == date(2026, 2, 17)
    assert dates.add_working_days(friday, 2, {FAMILY_DAY}) == date(2026, 2, 18)
    assert not dates.is_working_day(FAMILY_DAY, {FAMILY_DAY})
    assert dates.working_days(friday, date(2026, 2, 20), {FAMILY_DAY}) == 5
    with pytest.raises(ValueError):
        dates.add_working_days(friday, -1)


@given(DAYS, st.integers(1, 40))
def test_adding_working_days_passes_as_many_as_were_added(day, count):
    assert dates.working_days(day + dates.ONE_DAY, dates.add_working_days(day, count)) == count
