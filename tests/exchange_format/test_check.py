"""Every row that breaks a rule is reported with file, line, column, value and what is right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from followalong.exchange.format import MESSAGES, NOTES, check_package, read_package

from .samples import TODAY, added, at, changed, checked, found, small, spoil

pytestmark = pytest.mark.unit


def test_a_good_package_has_no_problems(tmp_path):
    _, report = checked(tmp_path / "p", small())
    assert report.problems == []
    assert report.rows["contact"] == 3


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("client", "Ben", "", ("missing", "client.csv", 2, "given_name")),
        ("client", "ben,", "b" * 65 + ",", ("too_long", "client.csv", 2, "client_id")),
        ("client", ",true,", ",yes,", ("not_yes_no", "client.csv", 2, "ok_to_text")),
        ("client", ",true,", ",TRUE,", ("not_yes_no", "client.csv", 2, "ok_to_text")),
        ("staff", "0.50", "0", ("out_of_range", "staff.csv", 2, "fte")),
        ("staff", "0.50", "1.2", ("out_of_range", "staff.csv", 2, "fte")),
        ("staff", "0.50", '"0,5"', ("not_a_number", "staff.csv", 2, "fte")),
        ("staff", "employment_specialist", "boss", ("not_in_list", "staff.csv", 2, "role")),
        ("contact", "IN_PERSON", "in_person", ("not_in_list", "contact.csv", 2, "mode")),
        ("contact", ",30,", ",30.5,", ("not_whole", "contact.csv", 2, "minutes")),
        ("contact", ",30,", ",-3,", ("out_of_range", "contact.csv", 2, "minutes")),
        (
            "contact",
            "2026-01-06T23:30:00-05:00",
            "2026-01-06T23:30:00",
            ("not_a_moment", "contact.csv", 2, "started_at"),
        ),
        ("contact", "2026-01-07", "07/01/2026", ("not_a_moment", "contact.csv", 3, "started_at")),
        ("contact", "IN_PERSON", "NO_SHOW", ("two_way_mode", "contact.csv", 2, "mode")),
        (
            "addendum",
            "2026-01-09T",
            "2026-13-09T",
            ("not_a_datetime", "addendum.csv", 2, "written_at"),
        ),
        ("enrolment", "2026-01-05", "2026-02-30", ("not_a_date", "enrolment.csv", 2, "entered_on")),
        (
            "enrolment",
            "2026-06-01",
            "2026-02-04",
            ("end_before_start", "enrolment.csv", 3, "exited_on"),
        ),
        ("enrolment", "maya", "nobody", ("unknown_reference", "enrolment.csv", 2, "specialist_id")),
        ("enrolment", "maya", "omar", ("other_agency", "enrolment.csv", 2, "specialist_id")),
        ("enrolment", "ben,p", "ben,q", ("other_agency", "enrolment.csv", 2, "program_id")),
        ("staff", ",sol,", ",omar,", ("other_agency", "staff.csv", 2, "supervisor_id")),
        ("staff", ",sol,", ",nobody,", ("unknown_reference", "staff.csv", 2, "supervisor_id")),
        ("job", "63202", "abc", ("occupation_code", "job.csv", 2, "occupation_code")),
        ("job", "CAD", "dollars", ("wrong_shape", "job.csv", 2, "currency")),
        (
            "agency",
            "America/Toronto",
            "Mars/North",
            ("not_a_timezone", "agency.csv", 2, "timezone"),
        ),
        ("contact", "c3,", "c1,", ("repeated_id", "contact.csv", 4, "contact_id")),
        ("contact", "c3,maya", "c3,maya,", ("cell_count", "contact.csv", 4, "")),
        ("contact", "=SUM", '"=SUM', ("broken_row", "contact.csv", 2, "")),
        ("contact", "=SUM", "=S\0UM", ("unstorable", "contact.csv", 2, "note")),
    ],
)
def test_a_spoilt_cell_is_found_where_it_is(tmp_path, table, old, new, expected):
    checked(tmp_path / "p", small())
    spoil(tmp_path / "p", table, old, new)
    report = check_package(read_package(tmp_path / "p"), today=TODAY)
    assert expected in found(report)
    problem = next(p for p in report.problems if p.code == expected[0])
    assert problem.message
    assert problem.expected
    assert "%(" not in problem.message + problem.expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            added("enrolment", enrolment_id="x", client_id="ben", program_id="p",
                  entered_on=date(2026, 9, 1)),
            ("overlapping_enrolment", "enrolment.csv", 4, "entered_on"),
        ),
        (
            added("enrolment", enrolment_id="x", client_id="ana", program_id="p",
                  entered_on=date(2026, 6, 1)),
            ("overlapping_enrolment", "enrolment.csv", 4, "entered_on"),
        ),
        (
            added("employer_contact", employer_contact_id="x", employer_id="m",
                  started_at=date(2026, 9, 1)),
            ("staff_missing", "employer_contact.csv", 2, "staff_id"),
        ),
        (
            added("staff_fte", staff_id="maya", from_on=date(2026, 1, 1), fte=Decimal("0.2")),
            ("repeated_row", "staff_fte.csv", 3, "from_on"),
        ),
        (
            added("consent", consent_id="x", client_id="ben", type="EMPLOYER", topic="all",
                  signed_on=date(2026, 1, 5)),
            ("topic", "consent.csv", 2, "topic"),
        ),
    ],
)  # fmt: skip
def test_rules_about_rows_together(tmp_path, rows, expected):
    _, report = checked(tmp_path / "p", rows)
    assert found(report) == [expected]


@pytest.mark.parametrize(
    "rows",
    [
        added("enrolment", enrolment_id="x", client_id="ana", program_id="p",
              entered_on=date(2026, 6, 2)),
        added("employer_contact", employer_contact_id="x", employer_id="m", made_by="client",
              started_at=date(2026, 9, 1)),
        changed("contact", 0, mode=None),
        changed("contact", 0, mode="LETTER", two_way=False),
        added("consent", consent_id="x", client_id="ben", type="EMPLOYER",
              signed_on=date(2026, 1, 5)),
        added("wage", job_id="j1", from_on=date(2026, 6, 2), hourly_wage=Decimal("19.2500")),
    ],
)  # fmt: skip
def test_what_is_allowed_is_not_refused(tmp_path, rows):
    _, report = checked(tmp_path / "p", rows)
    assert report.problems == []


@pytest.mark.parametrize(
    ("rows", "code", "column"),
    [
        (changed("contact", 1, started_at=date(2026, 12, 1)), "in_the_future", "started_at"),
        (changed("contact", 2, started_at=date(1926, 3, 7)), "long_ago", "started_at"),
        (changed("contact", 0, started_at=date(2026, 1, 4)), "before_entry", "started_at"),
        (changed("contact", 2, started_at=date(2026, 6, 2)), "after_exit", "started_at"),
        (changed("job", 0, started_on=date(2025, 6, 2)), "before_entry", "started_on"),
        (
            changed("contact", 0, entered_at=at("2026-01-06T23:29:00-05:00")),
            "entered_before_it_was",
            "entered_at",
        ),
        (
            changed("contact", 0, entered_at=at("2026-01-20T23:29:00-05:00")),
            "late_entry",
            "entered_at",
        ),
        (changed("client", 0, born_on=date(2025, 1, 1)), "birth_date_unlikely", "born_on"),
        (changed("staff", 0, ended_on=date(2026, 1, 6)), "not_employed_then", "started_at"),
        (changed("contact", 0, minutes=3000), "very_long", "minutes"),
        (changed("enrolment", 0, exit_reason="MOVED"), "end_missing", "exited_on"),
    ],
)
def test_odd_dates_are_kept_and_noted(tmp_path, rows, code, column):
    _, report = checked(tmp_path / "p", rows)
    assert report.problems == []
    assert (code, column) in [(note.code, note.column) for note in report.notes.examples]
    assert all(note.message for note in report.notes.examples)


def test_the_local_date_decides(tmp_path):
    """23:30 in Toronto is the same day there, whatever offset is written (measures.md T1)."""
    rows = changed("contact", 2, started_at=at("2026-06-02T03:30:00+00:00"))
    _, report = checked(tmp_path / "p", rows)
    assert report.notes.counts == {}


def test_a_reference_may_be_known_already(tmp_path):
    rows = small()
    del rows["staff"], rows["staff_fte"]
    asked = []

    def known(table, agency_id, row_id):
        asked.append((table, agency_id, row_id))
        return True

    _, report = checked(tmp_path / "p", rows, known=known)
    assert report.problems == []
    assert ("staff", "a", "maya") in asked


def test_files_and_columns_that_are_not_ours_are_noted(tmp_path):
    checked(tmp_path / "p", small())
    (tmp_path / "p" / "budget.csv").write_text("x\n1\n")
    spoil(tmp_path / "p", "site", "postal_code", "postal_code,colour")
    report = check_package(read_package(tmp_path / "p"), today=TODAY)
    assert report.problems == []
    assert report.notes.counts == {"unknown_file": 1, "unknown_column": 1}


def test_a_missing_file_is_an_empty_table_and_a_missing_optional_column_is_unknown(tmp_path):
    (tmp_path / "agency.csv").write_text(
        "\ufeffpack,name,agency_id,timezone\nca-on,North,a,America/Toronto\n", encoding="utf-8"
    )
    package = read_package(tmp_path)
    assert check_package(package, today=TODAY).good
    assert list(package.rows("client")) == []
    assert list(package.rows("agency"))[0].authority_id is None


def test_a_file_without_its_columns_is_refused_whole(tmp_path):
    checked(tmp_path / "p", small())
    spoil(tmp_path / "p", "contact", "started_at", "date")
    report = check_package(read_package(tmp_path / "p"), today=TODAY)
    assert ("missing_column", "contact.csv", 1, "started_at") in found(report)


def test_text_that_is_not_utf8_is_reported(tmp_path):
    checked(tmp_path / "p", small())
    file = tmp_path / "p" / "client.csv"
    file.write_bytes(file.read_bytes().replace(b"Ben", "Béa".encode("latin-1")))
    report = check_package(read_package(tmp_path / "p"), today=TODAY)
    assert ("not_utf8", "client.csv", 2, "given_name") in found(report)


def test_the_line_is_the_one_the_row_begins_on(tmp_path):
    rows = small()
    rows["client"].reverse()
    checked(tmp_path / "p", rows)
    spoil(tmp_path / "p", "client", ",true,", ",maybe,")
    report = check_package(read_package(tmp_path / "p"), today=TODAY)
    assert found(report) == [("not_yes_no", "client.csv", 4, "ok_to_text")]
    assert report.problems[0].value == "maybe"


def test_every_sentence_can_be_said():
    for sentences in (*MESSAGES.values(), *NOTES.values()):
        assert sentences[0].endswith(".")
