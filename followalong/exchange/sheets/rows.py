"""One row of a spreadsheet: what it says in our columns, and which of its cells are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from followalong.exchange.rules.names import Name, read_names
from followalong.exchange.sheets.cells import UNKNOWN, How, read_cell
from followalong.exchange.sheets.fields import Kind
from followalong.exchange.sheets.wrong import Wrong

MISSING = Wrong("missing")


class Read(NamedTuple):
    """Values as the package writes them, without the empty ones; and what is wrong, by field."""

    values: dict[str, str]
    wrong: dict[str, Wrong]


def texts_of(
    columns: list[str], cells: list[str], fixes: Mapping[str, str], kind: Kind
) -> dict[str, str]:
    """What stands in each field of the row: as somebody put it right, else as the file has it."""
    found = {
        field: cells[at] if at < len(cells) else "" for at, field in enumerate(columns) if field
    }
    return {key: text for key, text in (found | dict(fixes)).items() if key in kind.keys}


def read_row(kind: Kind, texts: Mapping[str, str], how: How, usual: Mapping[str, str]) -> Read:
    """The row as the package would have it. `usual` fills program and staff where a row says
    nothing."""
    read = Read({}, {})
    for field in kind.fields:
        text = texts.get(field.key, "")
        cell = read_cell(field, text, how) if text else UNKNOWN
        if cell.wrong:
            read.wrong[field.key] = cell.wrong
        elif value := cell.value or usual.get(field.key):
            read.values[field.key] = value
    _name(read, how)
    _RULES[kind.key](read, texts)
    return read


def _name(read: Read, how: How) -> None:
    """A whole name in one cell is taken apart; first and last name of their own go first."""
    text = read.values.pop("full_name", "")
    if not text or "given_name" in read.values:
        return
    people = read_names(text, family_first=how.is_family_first)
    if len(people) > 1:
        named = " · ".join(str(person) for person in people)
        read.wrong["full_name"] = Wrong("two_people", {"count": len(people), "people": named})
        return
    name = people[0] if people else Name("")
    for key, value in zip(("given_name", "family_name", "preferred_name"), name, strict=True):
        if value:
            read.values.setdefault(key, value)


def parts_of(text: str, how: How) -> list[str]:
    """The people of one cell, each as a cell of its own that reads the same: `Diaz, Ana`."""
    people = read_names(text, family_first=how.is_family_first)
    return [f"{p.family}, {p.given}" if p.family else p.given for p in people]


def _people(read: Read, texts: Mapping[str, str]) -> None:
    values, wrong = read
    _need_name(read, texts)
    has_referral = "referred_on" in values and "source" in values
    if "entered_on" not in values and not has_referral:
        wrong.setdefault("entered_on", MISSING)
    if "program" not in values:
        wrong.setdefault("program", MISSING)
    if has_job(values):
        for key in ("job_title", "job_started_on"):
            if key not in values:
                wrong.setdefault(key, MISSING)


def has_job(values: Mapping[str, str]) -> bool:
    """Whether the row speaks of a job. Zero hours or no pay is no job."""
    return any(values.get(key) not in (None, "0", "0.0", "0.00", "false") for key in JOB_KEYS)


def _contact(read: Read, texts: Mapping[str, str]) -> None:
    if "client_id" not in read.values:
        _need_name(read, texts)
    for key in ("staff", "started_on"):
        if key not in read.values:
            read.wrong.setdefault(key, MISSING)


def _employer(read: Read, texts: Mapping[str, str]) -> None:
    if "employer" not in read.values:
        read.wrong.setdefault("employer", MISSING)


def _employer_contact(read: Read, texts: Mapping[str, str]) -> None:
    if "employer_id" not in read.values:
        _employer(read, texts)
    for key in ("staff", "started_on"):
        if key not in read.values:
            read.wrong.setdefault(key, MISSING)


def _need_name(read: Read, texts: Mapping[str, str]) -> None:
    if "given_name" in read.values or {"given_name", "full_name"} & set(read.wrong):
        return
    where = "full_name" if "full_name" in texts and "given_name" not in texts else "given_name"
    read.wrong[where] = Wrong("no_name")


_RULES = {
    "people": _people,
    "contacts": _contact,
    "employers": _employer,
    "employer_contacts": _employer_contact,
}
JOB_KEYS = (
    "employer",
    "job_title",
    "job_started_on",
    "job_ended_on",
    "end_reason",
    "hours_per_week",
    "hourly_wage",
)
