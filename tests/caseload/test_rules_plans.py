"""Meetings that come back, and time that is shared: whatever is asked, these things hold."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.packs import timezones
from followalong.caseload.rules import Every, days_of, instant_of, staff_shares
from followalong.core.dates import add_months

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
SPANS = st.integers(0, 800).map(lambda n: dt.timedelta(days=n))
EVERY = st.sampled_from(Every)
ZONES = st.sampled_from(timezones()).map(ZoneInfo)
# The wall shows every one of these exactly once on every day, wherever daylight is saved at night.
WORKING_HOURS = st.times(dt.time(6), dt.time(22))
MINUTES = st.lists(st.one_of(st.none(), st.integers(0, 24 * 60)), max_size=12)


@given(EVERY, DAYS, SPANS, SPANS)
def test_a_part_of_a_series_is_that_part_of_the_whole(every, first, wait, length):
    start, end = first + wait, first + wait + length
    whole = days_of(every, first, first, end)
    assert whole[0] == first
    assert days_of(every, first, start, end) == [day for day in whole if day >= start]


@given(EVERY, DAYS, SPANS)
def test_the_days_go_on_in_order_and_on_the_same_weekday(every, first, length):
    days = days_of(every, first, first, first + length)
    assert days == sorted(set(days))
    if every != Every.MONTH_DAY:
        assert {day.weekday() for day in days} == {first.weekday()}
    gaps = {(later - day).days for day, later in zip(days, days[1:], strict=False)}
    allowed = {
        Every.WEEK: {7},
        Every.TWO_WEEKS: {14},
        Every.MONTH_WEEKDAY: {28, 35},
        Every.MONTH_DAY: {28, 29, 30, 31},
    }
    assert gaps <= allowed[every]


@given(st.sampled_from([Every.MONTH_DAY, Every.MONTH_WEEKDAY]), DAYS, st.integers(1, 30))
def test_monthly_is_once_in_every_month(every, first, months):
    last = add_months(first.replace(day=1), months) - dt.timedelta(days=1)
    days = days_of(every, first, first, last)
    assert [(d.year, d.month) for d in days] == [
        ((m := add_months(first.replace(day=1), n)).year, m.month) for n in range(months)
    ]


@given(DAYS, st.integers(1, 30))
def test_the_same_day_is_the_same_or_the_end_of_a_shorter_month(first, months):
    for day in days_of(Every.MONTH_DAY, first, first, add_months(first, months)):
        end = add_months(day.replace(day=1), 1) - dt.timedelta(days=1)
        assert day.day == min(first.day, end.day)


@given(DAYS, st.integers(1, 30))
def test_the_second_tuesday_is_the_second_and_a_fifth_the_last(first, months):
    nth = (first.day - 1) // 7
    for day in days_of(Every.MONTH_WEEKDAY, first, first, add_months(first, months)):
        is_last = (day + dt.timedelta(days=7)).month != day.month
        assert (day.day - 1) // 7 == nth or (nth == 4 and is_last)


@given(EVERY, DAYS, SPANS, WORKING_HOURS, ZONES)
def test_the_clock_on_the_wall_stays_summer_and_winter(every, first, length, at, zone):
    for day in days_of(every, first, first, first + length):
        instant = instant_of(day, at, zone).astimezone(dt.UTC)
        assert instant.astimezone(zone).replace(tzinfo=None) == dt.datetime.combine(day, at)


def test_a_meeting_at_ten_stays_at_ten_when_the_clocks_change():
    toronto = ZoneInfo("America/Toronto")
    days = days_of(Every.WEEK, dt.date(2026, 10, 27), dt.date(2026, 10, 27), dt.date(2026, 11, 3))
    hours = [instant_of(day, dt.time(10), toronto).astimezone(dt.UTC).hour for day in days]
    assert hours == [14, 15]


@given(MINUTES)
def test_a_workers_time_is_counted_once(minutes):
    shares = staff_shares(minutes)
    known = [said for said in minutes if said is not None]
    assert sum(share for share in shares if share is not None) == max(known, default=0)
    for said, share in zip(minutes, shares, strict=True):
        assert (said is None) == (share is None)
        assert said is None or 0 <= share <= said


@given(st.integers(0, 24 * 60), st.integers(1, 12))
def test_who_was_there_as_long_has_the_same_part(minutes, people):
    shares = staff_shares([minutes] * people)
    assert max(shares) - min(shares) <= 1


def test_who_left_early_shares_only_the_time_they_were_there():
    assert staff_shares([60, 30, None]) == [45, 15, None]
