"""Random small packages over every table and column, with references that hold."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from followalong.core.dates import overlap
from followalong.exchange.format import TABLES, Column, Kind, Table, normal
from followalong.exchange.format.rules import alone_in, broken_rules

Rows = dict[str, list[Any]]

# Anything that can be stored, with what trips programs up: quotes, breaks, formulas, long text.
AWKWARD = ("|", '"', "'", "a,b", "=1+1", " ", "\r\n", "\\N", "\t", "null", "é", "مرحبا", "👩🏽‍🏭")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
WORDS = TEXT | st.sampled_from(AWKWARD) | st.just("long " * 70)
DATES = st.dates(date(2, 1, 2), date(9998, 12, 30)) | st.dates(date(2024, 1, 1), date(2026, 12, 31))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
# The two nights of the year in Toronto when an hour is missing, and when it comes twice.
CHANGES = (datetime(2026, 3, 8, 6, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC))
INSTANTS = st.datetimes(datetime(2, 1, 3), datetime(9998, 12, 29), timezones=OFFSETS) | st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(0, 180),
)
SHAPED = {
    "currency": ("CAD", "USD"),
    "at": ("00:00", "09:30", "23:59"),
    "ways": ("WAIT", "CALL", "TEXT EMAIL", "VISIT ASK_SOMEONE LETTER"),
    "name": ("Clinic", "=1+1", "a\nb", "é" * 120),
}
ZONES = ("America/Toronto", "America/Vancouver", "America/New_York", "UTC", "Asia/Kathmandu")


def value(column: Column) -> st.SearchStrategy:
    """What a filled cell of the column may hold."""
    top = column.at_most or 10**6
    low = "0.0001" if column.above is not None else "0"
    return {
        Kind.ID: TEXT,
        Kind.TEXT: st.sampled_from(SHAPED[column.name]) if column.pattern else WORDS,
        Kind.CODE: st.sampled_from(column.codes or ("x",)),
        Kind.DATE: DATES,
        Kind.DATETIME: INSTANTS,
        Kind.MOMENT: DATES | INSTANTS,
        Kind.DECIMAL: st.decimals(low, str(top), places=4),
        Kind.INTEGER: st.integers(0, top),
        Kind.BOOLEAN: st.booleans(),
        Kind.TIMEZONE: st.sampled_from(ZONES),
        Kind.UUID: st.uuids(),
    }[column.kind]


@st.composite
def packages(draw: st.DrawFn) -> Rows:
    """One agency's package in which every reference holds and no rule is broken."""
    rows: Rows = {}
    for table in TABLES:
        most = 1 if table.name in ("authority", "agency") else 3
        few = draw(st.integers(1 if table.name == "agency" else 0, most))
        found: list[Any] = []
        for _ in range(few):
            row = _row(draw, table, rows, found)
            if row is not None:
                found.append(row)
        rows[table.name] = found
    return rows


def _row(draw: st.DrawFn, table: Table, rows: Rows, before: list[Any]) -> Any | None:
    cells = {c.name: _cell(draw, c, table, rows, before) for c in table.columns}
    row = _within_rules(table, table.row(**cells))
    if any(getattr(row, c.name) is None for c in table.columns if c.required):
        return None
    if any(broken_rules(table, row)) or _key(table, row) in {_key(table, r) for r in before}:
        return None
    if _takes_anothers_place(table, row, before):
        return None
    if table.name == "enrolment" and any(_overlaps(row, other) for other in before):
        return None
    return row


def _cell(draw: st.DrawFn, column: Column, table: Table, rows: Rows, before: list[Any]) -> Any:
    if column.references:
        others = before if column.references == table.name else rows.get(column.references, [])
        ids = [other[0] for other in others]
        if not ids or (not column.required and draw(st.booleans())):
            return None
        return draw(st.sampled_from(ids))
    if not column.required and draw(st.booleans()):
        return None
    cell = draw(value(column))
    return f"{cell}." if column.required and isinstance(cell, str) and cell.isspace() else cell


def _within_rules(table: Table, row: Any) -> Any:
    """The row with what rules about several cells forbid left out."""
    for column, code, _params in broken_rules(table, row):
        if code == "end_before_start":
            start, end = (getattr(row, name) for name in table.period)
            row = row._replace(**{table.period[0]: end, table.period[1]: start})
        elif not next(c for c in table.columns if c.name == column).required:
            row = row._replace(**{column: None})
    return row


def _key(table: Table, row: Any) -> tuple[str, ...]:
    return tuple(normal(getattr(row, name)) for name in table.key)


def _takes_anothers_place(table: Table, row: Any, others: list[Any]) -> bool:
    place = alone_in(table, row)
    return place is not None and place in [alone_in(table, other) for other in others]


def _overlaps(one: Any, other: Any) -> bool:
    same = (one.client_id, one.program_id) == (other.client_id, other.program_id)
    return same and overlap(one.entered_on, one.exited_on, other.entered_on, other.exited_on)


@st.composite
def changed(draw: st.DrawFn, rows: Rows) -> Rows:
    """The same rows with other values in some cells that neither name a row nor point to one."""
    later = {name: list(found) for name, found in rows.items()}
    for table in TABLES:
        for place, row in enumerate(rows[table.name]):
            if table.name in ("authority", "agency") or not draw(st.booleans()):
                continue
            new = _changed_row(draw, table, row)
            others = [r for i, r in enumerate(later["enrolment"]) if i != place]
            if any(broken_rules(table, new)):
                continue
            # Of what only one row may say, each keeps its own: places are taken one by one.
            if alone_in(table, new) != alone_in(table, row):
                continue
            if table.name == "enrolment" and any(_overlaps(new, other) for other in others):
                continue
            later[table.name][place] = new
    return later


def _changed_row(draw: st.DrawFn, table: Table, row: Any) -> Any:
    free = [c for c in table.columns if not c.references and c.name not in table.key]
    if not free:
        return row
    column = draw(st.sampled_from(free))
    cell = draw(value(column) if column.required else st.none() | value(column))
    if column.required and isinstance(cell, str) and cell.isspace():
        cell = f"{cell}."
    return row._replace(**{column.name: cell})
