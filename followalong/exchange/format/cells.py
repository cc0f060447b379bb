"""Cells: from the text in the file to a value, and back.

Values are str, date, aware datetime, Decimal, int and bool; None is an empty cell, which means
unknown (measures.md U3). Nothing is guessed and nothing is trimmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID
from zoneinfo import ZoneInfo

from .schema import Column, Kind, Row, Table

LONGEST_ID = 64
LONGEST_TEXT = 100_000
YES_NO = {"true": True, "false": False}

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})"
)
DECIMAL = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,4})?")
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INTEGER = re.compile(r"-?[0-9]{1,9}")
# The first and the last year leave room to move an instant into any time zone.
FIRST_YEAR, LAST_YEAR = 2, 9998

Parser = Callable[[str], object]


class BadCell(ValueError):
    """A cell that breaks a rule: the code of the problem and what its sentence needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@lru_cache(maxsize=1024)
def parser(column: Column) -> Parser:
    """The function that reads the column's cells; it raises BadCell.

    It is not asked about empty cells of columns that are not required: those are None.
    """
    read = _PARSERS[column.kind](column)
    if not column.required:
        return read

    def required(cell: str) -> object:
        if not cell or cell.isspace():
            raise BadCell("missing")
        return read(cell)

    return required


def read_cell(column: Column, cell: str) -> object:
    """One cell's value; raises BadCell."""
    return parser(column)(cell) if cell or column.required else None


def reader(columns: Iterable[Column]) -> Callable[[Iterable[str]], list[object]]:
    """The function that reads a row's cells into values: `read_cell` for millions of them."""
    parsers = [(parser(column), column.required) for column in columns]

    def read(cells: Iterable[str]) -> list[object]:
        return [
            parse(cell) if cell or required else None
            for (parse, required), cell in zip(parsers, cells, strict=True)
        ]

    return read


def _text(column: Column) -> Parser:
    most = LONGEST_ID if column.kind is Kind.ID else LONGEST_TEXT
    pattern = re.compile(column.pattern) if column.pattern else None

    def read(cell: str) -> str:
        if len(cell) > most:
            raise BadCell("too_long", most=most)
        if "\0" in cell:
            raise BadCell("unstorable")
        if pattern and not pattern.fullmatch(cell):
            raise BadCell("wrong_shape", pattern=column.pattern)
        return cell

    return read


def _code(column: Column) -> Parser:
    known = {code: code for code in column.codes}

    def read(cell: str) -> str:
        try:
            return known[cell]
        except KeyError:
            raise BadCell("not_in_list", codes=", ".join(column.codes)) from None

    return read


def _date(column: Column) -> Parser:
    return _read_date


def _read_date(cell: str) -> date:
    try:
        if DATE.fullmatch(cell):
            value = date.fromisoformat(cell)
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return value
    except ValueError:
        pass
    raise BadCell("not_a_date")


def _datetime(column: Column) -> Parser:
    return _read_datetime


def _read_datetime(cell: str) -> datetime:
    try:
        if DATETIME.fullmatch(cell):
            value = datetime.fromisoformat(cell)
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return value
    except ValueError:
        pass
    raise BadCell("not_a_datetime")


def _moment(column: Column) -> Parser:
    def read(cell: str) -> date:
        try:
            return _read_datetime(cell) if "T" in cell else _read_date(cell)
        except BadCell:
            raise BadCell("not_a_moment") from None

    return read


def _number(column: Column) -> Parser:
    whole = column.kind is Kind.INTEGER
    shape, make = (INTEGER, int) if whole else (DECIMAL, Decimal)
    low, high, above = column.at_least, column.at_most, column.above

    def read(cell: str) -> object:
        if not shape.fullmatch(cell):
            raise BadCell("not_whole" if whole else "not_a_number")
        value = make(cell)
        if (
            (low is not None and value < low)
            or (high is not None and value > high)
            or (above is not None and value <= above)
        ):
            raise BadCell("out_of_range", range=range_in_signs(column))
        return value

    return read


def range_in_signs(column: Column) -> str:
    """The limits in signs, which need no translation: > 0, ≤ 1."""
    limits = ((">", column.above), ("≥", column.at_least), ("≤", column.at_most))
    return ", ".join(f"{sign} {limit}" for sign, limit in limits if limit is not None)


def _yes_no(column: Column) -> Parser:
    def read(cell: str) -> bool:
        try:
            return YES_NO[cell]
        except KeyError:
            raise BadCell("not_yes_no") from None

    return read


def _timezone(column: Column) -> Parser:
    def read(cell: str) -> str:
        if zone(cell) is None:
            raise BadCell("not_a_timezone")
        return cell

    return read


def _uuid(column: Column) -> Parser:
    def read(cell: str) -> UUID:
        if not UUID_SHAPE.fullmatch(cell):
            raise BadCell("wrong_shape", pattern=UUID_SHAPE.pattern)
        return UUID(cell)

    return read


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The time zone of that name, or None."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


_PARSERS: dict[Kind, Callable[[Column], Parser]] = {
    Kind.ID: _text,
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.MOMENT: _moment,
    Kind.DECIMAL: _number,
    Kind.INTEGER: _number,
    Kind.BOOLEAN: _yes_no,
    Kind.TIMEZONE: _timezone,
    Kind.UUID: _uuid,
}


def cell_text(value: object) -> str:
    """The value as it is written: the same instant, a date alone as a date alone."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _whole_minutes(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _whole_minutes(moment: datetime) -> datetime:
    """Before time zones, clocks ran by the sun, seconds apart; the format knows only minutes."""
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset and offset.total_seconds() % 60 else moment


def normal(value: object) -> str:
    """The value's normal form: 0.50 equals 0.5, and an instant is the same in every offset."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    return cell_text(value)


def row_hash(table: Table, row: Row) -> str:
    """A short fingerprint of what the row says; equal rows have equal ones."""
    text = "\0".join((table.name, *map(normal, row)))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def in_zone(row: Row, local: ZoneInfo) -> Row:
    """The row with its instants in the agency's offset, as export writes them."""
    values = (v.astimezone(local) if isinstance(v, datetime) else v for v in row)
    return type(row)._make(values) if hasattr(row, "_make") else tuple(values)
