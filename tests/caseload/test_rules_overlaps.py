"""Two meetings at once: whichever is asked first, and never when one begins as the other ends."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload.rules import Stretch, at_once

NINE = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
minutes = st.none() | st.integers(1, 600)
stretches = st.builds(
    Stretch, st.integers(0, 900).map(lambda late: NINE + dt.timedelta(minutes=late)), minutes
)


@given(stretches, stretches)
def test_it_is_at_once_when_there_is_a_minute_of_both(one, other):
    shared = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
    assert at_once(one, other) == at_once(other, one) == (shared > dt.timedelta(0))


@given(stretches, minutes)
def test_what_begins_when_the_other_ends_is_fine(one, length):
    assert not at_once(one, Stretch(one.ends_at, length))


def test_without_a_length_half_an_hour_is_taken():
    assert at_once(Stretch(NINE, None), Stretch(NINE + dt.timedelta(minutes=29), 10))
    assert not at_once(Stretch(NINE, None), Stretch(NINE + dt.timedelta(minutes=30), 10))
