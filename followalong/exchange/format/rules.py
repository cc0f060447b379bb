"""Rules about the cells of one row together (measures.md E7, E9; exchange.md).

Each yields (column, code of the problem, what its sentence needs).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from . import codes
from .schema import Row, Table

Broken = tuple[str, str, dict[str, object]]

# Both lists begin with four digits or more; item 19 compares the first four (measures.md F19).
OCCUPATION_CODE = {
    "noc2021": (re.compile(r"[0-9]{4,5}"), "64100"),
    "soc2018": (re.compile(r"[0-9]{2}-?[0-9]{4}(\.[0-9]{2})?"), "43-4051"),
}


def broken_rules(table: Table, row: Row) -> Iterator[Broken]:
    """Every rule that the row breaks by itself."""
    yield from _period(table, row)
    rule = _RULES.get(table.name)
    if rule:
        yield from rule(row)


def _period(table: Table, row: Row) -> Iterator[Broken]:
    if table.period:
        start, end = (getattr(row, name) for name in table.period)
        if start and end and end < start:
            yield table.period[1], "end_before_start", {"start": start}


def _contact(row: Row) -> Iterator[Broken]:
    if row.two_way and row.mode and row.mode not in codes.TWO_WAY_MODES:
        known = ", ".join(codes.TWO_WAY_MODES)
        yield "mode", "two_way_mode", {"mode": row.mode, "codes": known}


def _employer_contact(row: Row) -> Iterator[Broken]:
    if row.staff_id is None and row.made_by != "client":
        yield "staff_id", "staff_missing", {}


def _job(row: Row) -> Iterator[Broken]:
    if row.occupation_scheme and row.occupation_code:
        shape, example = OCCUPATION_CODE[row.occupation_scheme]
        if not shape.fullmatch(row.occupation_code):
            params = {"scheme": row.occupation_scheme, "example": example}
            yield "occupation_code", "occupation_code", params


def _referral_route(row: Row) -> Iterator[Broken]:
    if (row.takes == "member") != bool(row.staff_id):
        yield "staff_id", "route_member", {}


def _meeting_note(row: Row) -> Iterator[Broken]:
    if not row.text and not row.next_step_id:
        yield "text", "note_says_nothing", {}


def alone_in(table: Table, row: Row) -> tuple[tuple[str, ...], tuple] | None:
    """The columns that no other row may say the same in, and what this row says in them."""
    if table.name == "outreach_choice" and row.to_on is None:
        return ("enrolment_id",), (row.enrolment_id,)
    if table.name == "appointment" and row.series_id and row.series_on:
        return ("series_id", "series_on"), (row.series_id, row.series_on)
    return None


def _consent(row: Row) -> Iterator[Broken]:
    if row.type == "EMPLOYER" and row.topic and row.topic not in codes.TOPICS:
        yield "topic", "topic", {"codes": ", ".join(codes.TOPICS)}


_RULES: dict[str, Callable[[Row], Iterator[Broken]]] = {
    "contact": _contact,
    "employer_contact": _employer_contact,
    "job": _job,
    "consent": _consent,
    "referral_route": _referral_route,
    "meeting_note": _meeting_note,
}
