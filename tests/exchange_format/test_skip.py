"""With --skip-bad-rows only whole good enrolments are kept."""

from __future__ import annotations

import pytest

from followalong.exchange.format import check_package, only_good, read_package

from .samples import TODAY, checked, small, spoil

pytestmark = pytest.mark.unit


def _after(path, table, old, new):
    checked(path, small())
    spoil(path, table, old, new)
    package = read_package(path)
    good, left_out = only_good(package, check_package(package, today=TODAY))
    assert check_package(package, today=TODAY).problems
    return good, left_out


def _ids(package, table):
    return [row[0] for row in package.rows(table)]


def test_a_bad_contact_takes_its_whole_enrolment_with_it(tmp_path):
    good, left_out = _after(tmp_path / "p", "contact", ",30,", ",half an hour,")
    assert left_out.enrolments == {"e1"}
    assert _ids(good, "enrolment") == ["e2"]
    assert _ids(good, "contact") == ["c2", "c3"]
    for table in ("job", "wage", "addendum"):
        assert _ids(good, table) == []
    assert _ids(good, "client") == ["ben", "ana"]
    assert left_out.rows == {"enrolment": 1, "contact": 1, "addendum": 1, "job": 1, "wage": 1}


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [("wage", "19.25", "x"), ("addendum", "2026-01-09", "2026-01-99"), ("job", "CAD", "cad")],
)
def test_so_does_what_hangs_on_its_rows(tmp_path, table, old, new):
    good, left_out = _after(tmp_path / "p", table, old, new)
    assert left_out.enrolments == {"e1"}
    assert _ids(good, "contact") == ["c2", "c3"]


def test_a_bad_client_takes_what_depends_on_it(tmp_path):
    good, _ = _after(tmp_path / "p", "client", ",true,", ",x,")
    assert _ids(good, "client") == ["ana"]
    assert _ids(good, "enrolment") == ["e2"]


def test_a_bad_row_about_no_enrolment_goes_alone(tmp_path):
    good, left_out = _after(tmp_path / "p", "contact", "c2,maya,,2026", "c2,maya,,26")
    assert left_out.enrolments == set()
    assert _ids(good, "contact") == ["c1", "c3"]


def test_a_row_nobody_can_attribute_leaves_no_enrolment_certain(tmp_path):
    good, left_out = _after(tmp_path / "p", "contact", "c3,maya,e2", 'c3,maya,"e2')
    assert left_out.enrolments == {"e1", "e2"}
    assert [p.line for p in left_out.unattributed] == [4]
    assert _ids(good, "client") == ["ben", "ana"]


def test_so_does_a_whole_file_without_its_columns(tmp_path):
    good, left_out = _after(tmp_path / "p", "contact", "contact_id", "\r\nnumber")
    assert left_out.enrolments == {"e1", "e2"}
    assert [p.code for p in left_out.unattributed] == ["missing_column"]
    assert _ids(good, "contact") == []


def test_a_row_with_too_few_cells_is_attributed_by_its_place(tmp_path):
    good, left_out = _after(tmp_path / "p", "contact", "e2,2026-03-07,", "e2,2026-03-07")
    assert left_out.enrolments == {"e2"}
    assert _ids(good, "enrolment") == ["e1"]


def test_what_is_kept_is_good(tmp_path):
    good, left_out = _after(tmp_path / "p", "staff", "0.50", "half")
    assert left_out.enrolments == {"e1", "e2"}
    assert _ids(good, "staff") == ["sol", "omar"]
