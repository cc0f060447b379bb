"""Whatever the values: writing and reading loses nothing, and damage is reported, never raised."""

from __future__ import annotations

import csv
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followalong.exchange.format import (
    MESSAGES,
    TABLE,
    TABLES,
    Kind,
    check_package,
    only_good,
    read_package,
    row_hash,
    write_package,
)

from .samples import TODAY, small

pytestmark = pytest.mark.unit

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
FIRST, LAST = date(2, 1, 2), date(9998, 12, 30)
DATES = st.dates(FIRST, LAST)
SHAPED = {"currency": "CAD", "at": "09:30", "ways": "TEXT CALL", "name": "Clinic"}
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
INSTANTS = st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30), timezones=OFFSETS)


def cells(column):
    """Values a column may hold."""
    values = {
        Kind.ID: TEXT.map(lambda text: text[:64]),
        Kind.TEXT: st.just(SHAPED[column.name]) if column.pattern else TEXT,
        Kind.CODE: st.sampled_from(column.codes or ("x",)),
        Kind.DATE: DATES,
        Kind.DATETIME: INSTANTS,
        Kind.MOMENT: DATES | INSTANTS,
        Kind.DECIMAL: st.decimals("0.0001", "1", places=4),
        Kind.INTEGER: st.integers(0, 1000),
        Kind.BOOLEAN: st.booleans(),
        Kind.TIMEZONE: st.sampled_from(("America/Toronto", "America/Vancouver")),
        Kind.UUID: st.uuids(),
    }[column.kind]
    if column.required:
        return values.filter(lambda v: not isinstance(v, str) or not v.isspace())
    return st.none() | values


def rows(table):
    columns = {column.name: cells(column) for column in table.columns}
    unique = table.key
    return st.lists(
        st.builds(table.row, **columns),
        max_size=3,
        unique_by=lambda row: tuple(getattr(row, name) for name in unique),
    )


@contextmanager
def folder():
    path = Path(tempfile.mkdtemp())
    try:
        yield path
    finally:
        shutil.rmtree(path)


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(TABLES).flatmap(lambda table: st.tuples(st.just(table), rows(table))))
def test_write_read_write_is_identical(drawn):
    table, made = drawn
    with folder() as path:
        write_package(path / "one", {table.name: made})
        read = list(read_package(path / "one").rows(table))
        assert read == made
        assert [row_hash(table, row) for row in read] == [row_hash(table, row) for row in made]
        write_package(path / "two", {table.name: read})
        assert contents(path / "one") == contents(path / "two")
        write_package(path / "one.zip", {table.name: read})
        write_package(path / "two.zip", {table.name: read})
        assert (path / "one.zip").read_bytes() == (path / "two.zip").read_bytes()


SPOILT = {
    Kind.DATE: "31.12.2026",
    Kind.DATETIME: "2026-12-31 10:00",
    Kind.MOMENT: "2026-12-31T10:00",
    Kind.CODE: "Something Else",
    Kind.DECIMAL: "12,5",
    Kind.INTEGER: "many",
    Kind.BOOLEAN: "oui",
    Kind.TIMEZONE: "Nowhere/Here",
    Kind.ID: "x" * 65,
}
FULL = [(name, index) for name, found in small().items() for index in range(len(found))]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(FULL), st.data())
def test_a_spoilt_cell_is_reported_at_its_place(place, data):
    name, index = place
    table = TABLE[name]
    column = data.draw(st.sampled_from([c for c in table.columns if c.kind in SPOILT]))
    with folder() as path:
        write_package(path / "p", small())
        file = path / "p" / table.file
        with file.open(newline="", encoding="utf-8") as stream:
            lines = list(csv.reader(stream))
        lines[index + 1][table.position(column.name)] = SPOILT[column.kind]
        with file.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(lines)
        package = read_package(path / "p")
        report = check_package(package, today=TODAY)
        places = {(p.file, p.line, p.column) for p in report.problems}
        assert (table.file, index + 2, column.name) in places
        assert all(p.message and p.expected for p in report.problems)
        good, _ = only_good(package, report)
        _is_whole(good)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(small())), st.integers(0, 400), st.binary(max_size=6), st.booleans())
def test_damage_is_reported_and_never_raised(name, place, noise, insert):
    with folder() as path:
        write_package(path / "p", small())
        file = path / "p" / f"{name}.csv"
        data = file.read_bytes()
        place %= len(data)
        file.write_bytes(data[:place] + noise + data[place + (0 if insert else len(noise)) :])
        package = read_package(path / "p")
        report = check_package(package, today=TODAY)
        assert all(p.code in MESSAGES and p.message for p in report.problems)
        good, _ = only_good(package, report)
        _is_whole(good)


def _is_whole(package):
    """What is kept stands on its own: checked again, it has no problem."""
    with folder() as path:
        write_package(path / "again", {table.name: package.rows(table) for table in TABLES})
        again = check_package(read_package(path / "again"), today=TODAY)
        assert again.problems == []
