"""What is odd about a row and kept all the same (measures.md E9): the data-quality notes.

Each yields (column, code of the note, what its sentence needs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from .cells import zone
from .schema import Kind, Row, Table
from .tables import TABLE

Odd = tuple[str, str, dict[str, object]]
Days = dict[str, date]  # the local date of each filled date column of a row

LATE_DAYS = 7
LONG_AGO = date(1970, 1, 1)
LIKELY_AGES = range(14, 101)
MINUTES_OF_A_DAY = 24 * 60

# Columns whose date is a thing that has happened.
HAPPENED: dict[str, tuple[str, ...]] = {
    "demographic": ("asked_on",),
    "referral": ("received_on", "decided_on"),
    "enrolment": ("entered_on", "exited_on"),
    "contact": ("started_at", "entered_at"),
    "addendum": ("written_at",),
    "employer_contact": ("started_at", "signed_off_on"),
    "job": ("started_on", "ended_on"),
    "activity": ("started_on",),
    "meeting": ("closed_on",),
    "next_step": ("done_on",),
    "consent": ("signed_on", "revoked_on"),
    "outreach_choice": ("from_on",),
    "referral_link": ("made_on",),
}
# (earlier, later): the later one is odd when it lies before the earlier one.
IN_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "referral": (("received_on", "decided_on"),),
    "employer_contact": (("started_at", "signed_off_on"),),
    "consent": (("signed_on", "expires_on"), ("signed_on", "revoked_on")),
}
# Columns that should lie inside the row's enrolment, and inside its staff member's time there.
INSIDE: dict[str, tuple[str, ...]] = {
    "assignment": ("from_on", "to_on"),
    "pause": ("from_on", "to_on"),
    "contact": ("started_at",),
    "employer_contact": ("started_at",),
    "job": ("started_on",),
    "activity": ("started_on",),
}
DATES = {Kind.DATE, Kind.DATETIME, Kind.MOMENT}
WORKED: dict[str, str] = {"contact": "started_at", "employer_contact": "started_at"}


@dataclass
class Context:
    """What was read so far and is needed to see that a date is odd."""

    today: date
    zones: dict[str, str] = field(default_factory=dict)
    enrolments: dict[str, tuple[date, date | None]] = field(default_factory=dict)
    staff: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)

    def remember(self, table: Table, row: Row) -> None:
        if table.name == "agency":
            self.zones[row.agency_id] = row.timezone
        elif table.name == "staff":
            self.staff[row.staff_id] = (row.started_on, row.ended_on)
        elif table.name == "enrolment":
            self.enrolments[row.enrolment_id] = (row.entered_on, row.exited_on)

    def day(self, value: date, agency: str | None) -> date:
        """The local date of a moment (measures.md T1)."""
        if not isinstance(value, datetime):
            return value
        local = zone(self.zones[agency]) if agency in self.zones else None
        return value.astimezone(local).date() if local else value.date()


def oddities(table: Table, row: Row, agency: str | None, context: Context) -> Iterator[Odd]:
    """Everything odd about the row."""
    name = table.name
    day = {
        column: context.day(row[position], agency)
        for position, column in _dates(table.name)
        if row[position] is not None
    }
    if name in HAPPENED:
        yield from _unlikely_dates(HAPPENED[name], day, context.today)
    for earlier, later in IN_ORDER.get(name, ()):
        yield from _out_of_order(earlier, later, day)
    if name in INSIDE:
        yield from _outside_enrolment(INSIDE[name], row, day, context)
    if name in WORKED:
        yield from _outside_employment(WORKED[name], row, day, context)
    own = _OWN.get(name)
    if own:
        yield from own(row, day, context)


@lru_cache
def _dates(table: str) -> tuple[tuple[int, str], ...]:
    """Where the dates of a row stand."""
    columns = enumerate(TABLE[table].columns)
    return tuple((position, c.name) for position, c in columns if c.kind in DATES)


def _unlikely_dates(columns: tuple[str, ...], day: Days, today: date) -> Iterator[Odd]:
    for column in columns:
        on = day.get(column)
        if on is None:
            continue
        if on > today:
            yield column, "in_the_future", {}
        elif on < LONG_AGO:
            yield column, "long_ago", {}


def _out_of_order(earlier: str, later: str, day: Days) -> Iterator[Odd]:
    first, second = day.get(earlier), day.get(later)
    if first and second and second < first:
        yield later, "before_its_start", {"start": earlier, "date": first}


def _outside_enrolment(
    columns: tuple[str, ...], row: Row, day: Days, context: Context
) -> Iterator[Odd]:
    entry, leaving = context.enrolments.get(row.enrolment_id, (None, None))
    for column in columns:
        on = day.get(column)
        if on and entry and on < entry:
            yield column, "before_entry", {"entry": entry}
        if on and leaving and on > leaving:
            yield column, "after_exit", {"exit": leaving}


def _outside_employment(column: str, row: Row, day: Days, context: Context) -> Iterator[Odd]:
    start, end = context.staff.get(row.staff_id, (None, None))
    on = day.get(column)
    if on and ((start and on < start) or (end and on > end)):
        yield column, "not_employed_then", {}


def _client(row: Row, day: Days, context: Context) -> Iterator[Odd]:
    if row.born_on:
        age = (context.today - row.born_on).days // 365
        if age not in LIKELY_AGES:
            yield "born_on", "birth_date_unlikely", {}


def _contact(row: Row, day: Days, context: Context) -> Iterator[Odd]:
    for column in ("minutes", "travel_minutes"):
        minutes = getattr(row, column)
        if minutes is not None and minutes > MINUTES_OF_A_DAY:
            yield column, "very_long", {}
    started, entered = day.get("started_at"), day.get("entered_at")
    if started is None or entered is None:
        return
    days = (entered - started).days
    same_hour_known = isinstance(row.started_at, datetime)
    if days < 0 or (same_hour_known and row.entered_at < row.started_at):
        yield "entered_at", "entered_before_it_was", {}
    elif days > LATE_DAYS:
        yield "entered_at", "late_entry", {"days": days}


def _meeting(row: Row, day: Days, context: Context) -> Iterator[Odd]:
    if row.state != "planned":
        yield from _unlikely_dates(("held_on",), day, context.today)


def _reason_without(reason: str, end: str) -> Callable:
    def odd(row: Row, day: Days, context: Context) -> Iterator[Odd]:
        if getattr(row, reason) and not getattr(row, end):
            yield end, "end_missing", {}

    return odd


_OWN: dict[str, Callable[[Row, Days, Context], Iterator[Odd]]] = {
    "client": _client,
    "contact": _contact,
    "meeting": _meeting,
    "enrolment": _reason_without("exit_reason", "exited_on"),
    "job": _reason_without("end_reason", "ended_on"),
}
