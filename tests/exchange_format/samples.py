"""A small good package, and ways to spoil it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from followalong.exchange.format import TABLE, check_package, read_package, write_package

TODAY = date(2026, 11, 22)


def row(name: str, /, **values):
    return TABLE[name].row(**values)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def small() -> dict[str, list[tuple]]:
    """Two agencies, two clients, one of them with a job, contacts and what hangs on them."""
    return {
        "authority": [row("authority", authority_id="au", name="Lake Country Authority")],
        "agency": [
            row(
                "agency", agency_id="a", name="Northside", pack="ca-on", timezone="America/Toronto"
            ),
            row(
                "agency",
                agency_id="b",
                authority_id="au",
                name="Southside",
                pack="us-ct",
                timezone="America/New_York",
            ),
        ],
        "program": [
            row("program", program_id="p", agency_id="a", name="Work", kind="ips"),
            row("program", program_id="q", agency_id="b", name="Work", kind="ips"),
        ],
        "staff": [
            row(
                "staff",
                staff_id="maya",
                agency_id="a",
                given_name="Maya",
                role="employment_specialist",
                program_id="p",
                fte=Decimal("0.50"),
                supervisor_id="sol",
            ),
            row("staff", staff_id="sol", agency_id="a", given_name="Sol", role="supervisor"),
            row("staff", staff_id="omar", agency_id="b", given_name="Omar", role="supervisor"),
        ],
        "staff_fte": [
            row("staff_fte", staff_id="maya", from_on=date(2026, 1, 1), fte=Decimal(1)),
        ],
        "client": [
            row("client", client_id="ben", agency_id="a", given_name="Ben", ok_to_text=True),
            row(
                "client", client_id="ana", agency_id="a", given_name='Ana, "Annie"\r\nof two lines'
            ),
        ],
        "enrolment": [
            row(
                "enrolment",
                enrolment_id="e1",
                client_id="ben",
                program_id="p",
                specialist_id="maya",
                entered_on=date(2026, 1, 5),
            ),
            row(
                "enrolment",
                enrolment_id="e2",
                client_id="ana",
                program_id="p",
                entered_on=date(2026, 2, 5),
                exited_on=date(2026, 6, 1),
                exit_reason="MOVED",
            ),
        ],
        "contact": [
            row(
                "contact",
                contact_id="c1",
                staff_id="maya",
                enrolment_id="e1",
                started_at=at("2026-01-06T23:30:00-05:00"),
                minutes=30,
                mode="IN_PERSON",
                two_way=True,
                note="=SUM(A1) is kept as it is",
            ),
            row("contact", contact_id="c2", staff_id="maya", started_at=date(2026, 1, 7)),
            row(
                "contact",
                contact_id="c3",
                staff_id="maya",
                enrolment_id="e2",
                started_at=date(2026, 3, 7),
            ),
        ],
        "addendum": [
            row(
                "addendum",
                contact_id="c1",
                staff_id="maya",
                written_at=at("2026-01-09T09:00:00Z"),
                note="She called back.",
            )
        ],
        "employer": [row("employer", employer_id="m", agency_id="a", name="Maple Lane Bakery")],
        "job": [
            row(
                "job",
                job_id="j1",
                enrolment_id="e1",
                employer_id="m",
                title="Baker",
                occupation_scheme="noc2021",
                occupation_code="63202",
                started_on=date(2026, 3, 2),
                hourly_wage=Decimal("18.50"),
                currency="CAD",
            )
        ],
        "wage": [
            row("wage", job_id="j1", from_on=date(2026, 6, 2), hourly_wage=Decimal("19.25")),
        ],
    }


def changed(name: str, index: int, /, **values) -> dict[str, list[tuple]]:
    """The small package with one row changed."""
    rows = small()
    rows[name][index] = rows[name][index]._replace(**values)
    return rows


def added(name: str, /, **values) -> dict[str, list[tuple]]:
    """The small package with one more row."""
    rows = small()
    rows.setdefault(name, []).append(row(name, **values))
    return rows


def checked(path: Path, rows: dict[str, list[tuple]], **options):
    """Write the rows, then open and check them."""
    write_package(path, rows)
    package = read_package(path)
    return package, check_package(package, today=TODAY, **options)


def spoil(path: Path, name: str, old: str, new: str) -> None:
    """Replace a piece of a file, which must be there once."""
    file = path / f"{name}.csv"
    text = file.read_bytes().decode()
    assert text.count(old) == 1, text
    file.write_bytes(text.replace(old, new).encode())


def found(report) -> list[tuple[str, str, int, str]]:
    return [(p.code, p.file, p.line, p.column) for p in report.problems]
