"""Dates, durations and money as people say them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followalong.ui import words

pytestmark = pytest.mark.unit
TUESDAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-6, "6 days ago"),
        (7, "Tue 1 Dec"),
        (-7, "Tue 17 Nov"),
        (60, "Sat 23 Jan 2027"),
    ],
)
def test_a_near_day_is_said_as_people_say_it(away, said):
    assert words.near_text(TUESDAY + dt.timedelta(days=away), TUESDAY) == said


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))


@given(DAYS, DAYS)
def test_every_day_can_be_said_and_only_this_year_leaves_out_the_year(day, today):
    assert words.near_text(day, today)
    assert (str(day.year) in words.day_text(day, today).split()) == (day.year != today.year)


@given(st.integers(min_value=0, max_value=10_000))
def test_minutes_can_be_read_back(minutes):
    parts = words.minutes_text(minutes).split()
    said = {unit: int(number) for number, unit in zip(parts[::2], parts[1::2], strict=True)}
    assert said.get("h", 0) * 60 + said.get("min", 0) == minutes


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Tue 24 Nov"), ("fr", "mar. 24 nov."), ("es", "mar 24 nov")]
)
def test_a_day_follows_the_language_of_the_page(language, day):
    with translation.override(language):
        assert words.day_text(TUESDAY, TUESDAY) == day


@pytest.mark.parametrize(
    ("language", "currency", "said"),
    [
        ("en", "CAD", "$19.50"),
        ("en", "USD", "$19.50"),
        ("fr", "CAD", "19,50\xa0$"),
        ("en", "EUR", "€19.50"),
    ],
)
def test_money_is_written_as_where_it_is_spent(language, currency, said):
    with translation.override(language):
        assert words.money_text(Decimal("19.50"), currency) == said


@pytest.mark.parametrize(("language", "said"), [("en", "7.5"), ("fr", "7,5"), ("es", "7,5")])
def test_a_number_has_the_comma_or_point_of_the_language(language, said):
    with translation.override(language):
        assert words.number_text(Decimal("7.50")) == said
        assert words.number_text(Decimal("16.00")) == "16"


def test_quoted_words_have_the_marks_of_the_language():
    assert render("{{ said|quote }}", said="a <b> & c") == "“a &lt;b&gt; &amp; c”"
    with translation.override("fr"):
        assert words.quoted("oui") == "«\xa0oui\xa0»"
        assert words.with_more("prévu", "demain") == "prévu\xa0: demain"


def render(source: str, **values: object) -> str:
    return Template("{% load words %}" + source).render(Context(values))


def test_the_exact_day_is_there_for_whoever_needs_it():
    html = render("{% person_date day %}", day=TUESDAY + dt.timedelta(days=3), today=TUESDAY)
    assert 'datetime="2026-11-27"' in html
    assert 'title="Friday, November 27, 2026"' in html
    assert '>in 3 days<span class="usa-sr-only"> (Friday, November 27, 2026)' in html


def test_the_day_style_always_names_the_day():
    assert ">Tue 24 Nov<" in render("{% person_date day style='day' %}", day=TUESDAY, today=TUESDAY)


def test_what_is_not_known_is_not_said():
    assert render("{% person_date day %}", day=None) == ""
    assert render("{{ none|minutes_text }}{{ none|money:'CAD' }}", none=None) == ""
    assert render("{{ days|days_text }}", days=1) == "1 day"
