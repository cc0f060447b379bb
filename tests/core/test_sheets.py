"""Lists that people take away: nothing in them is ever worked out as a formula."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from followalong.core.sheets import STARTS, csv_file, harmless, xlsx_file

pytestmark = pytest.mark.unit

SIGNS = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.text(st.sampled_from("=+-@\t\rab,\"'\n; é") | SIGNS, max_size=12)


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=8))
def test_csv_comes_back_as_it_was_and_begins_no_formula(rows):
    back = read_csv(csv_file(["Name", "=1+1"], rows))
    assert back == [["Name", "'=1+1"], *[[harmless(value) for value in row] for row in rows]]
    assert not [value for row in back for value in row if value.startswith(STARTS)]


@given(TEXTS)
def test_only_what_begins_like_a_formula_is_changed(text):
    assert harmless(text).removeprefix("'").endswith(text.removeprefix("'"))
    assert (harmless(text) == text) == (not text.startswith(STARTS))


def test_numbers_and_days_stay_what_they_are():
    day, at = dt.date(2026, 11, 24), dt.datetime(2026, 11, 24, 9, 30)
    heads, row = list("abcdef"), ["=LINK(1)", -3, day, at, None, "+1 416 555-0134"]
    [_, back] = read_csv(csv_file(heads, [row]))
    assert back == ["'=LINK(1)", "-3", "2026-11-24", "2026-11-24 09:30", "", "'+1 416 555-0134"]
    made = xlsx_file(heads, [row], footer="Northside & Co")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    [_, back] = book.get_sheet_by_index(0).to_python()
    assert back == ["'=LINK(1)", -3, day, at, "", "'+1 416 555-0134"]
