"""Reading all rows of a sheet: what its columns prove, what is asked, which rows are right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from followalong.core.actor import Actor
from followalong.core.db import take_time
from followalong.core.text import fold
from followalong.exchange.actions import here, sheet_people
from followalong.exchange.models import Sheet, SheetRow
from followalong.exchange.rules.dates import order_of
from followalong.exchange.sheets.cells import How, days_of
from followalong.exchange.sheets.fields import DAYS, KINDS, Kind
from followalong.exchange.sheets.rows import Read, read_row, texts_of
from followalong.exchange.sheets.wrong import Wrong

MOST_WORDS = 60  # so many unknown words are asked about at a time


@dataclass(frozen=True)
class Reader:
    """Reads rows of one sheet with what is known about its columns."""

    kind: Kind
    columns: list[str]
    how: How
    usual: Mapping[str, str]
    known: here.Known

    def texts(self, row: SheetRow) -> dict[str, str]:
        return texts_of(self.columns, row.cells, row.fixes, self.kind)

    def read(self, row: SheetRow) -> Read:
        return read_row(self.kind, self.texts(row), self.how, self.usual)


def reader_of(by: Actor, sheet: Sheet) -> Reader:
    """The reader with what the last reading of all rows proved."""
    said, known = sheet.answers, here.known(by)
    how = How(
        today=timezone.localdate(),
        orders={**said.get("orders", {}), **sheet.found.get("orders", {})},
        meanings=said.get("meanings", {}),
        known=known.names,
        is_family_first=said.get("is_family_first", False),
    )
    kind = KINDS[sheet.kind]
    return Reader(kind, sheet.columns, how, _usual(kind, said.get("usual", {}), known), known)


def _usual(kind: Kind, said: Mapping[str, str], known: here.Known) -> dict[str, str]:
    """What holds where a row is silent, as far as this reader may choose it: the columns may be
    remembered from a colleague's file, and name a program that is not the reader's."""
    offered = {
        at.key: {key for key, _name in known.choices[at.reads]}
        for at in kind.fields
        if at.reads in known.choices
    }
    return {key: value for key, value in said.items() if value in offered.get(key, {value})}


@dataclass
class Reading:
    """All rows of a sheet that may come in, as they are understood now."""

    reader: Reader
    rows: list[SheetRow]
    reads: dict[UUID, Read] = field(default_factory=dict)
    # Whom each row is about, by the id that the package will use.
    clients: dict[UUID, str] = field(default_factory=dict)
    # Of these the people who are already here by that id.
    known: dict[str, UUID] = field(default_factory=dict)

    @property
    def right(self) -> Iterable[tuple[SheetRow, Read]]:
        return ((row, self.reads[row.pk]) for row in self.rows if not row.wrong and not row.aside)


def rows_of(sheet: Sheet) -> Any:
    """The rows below the names of the columns."""
    rows = SheetRow.objects.filter(sheet=sheet, tab=sheet.tab, number__gt=sheet.header)
    return rows.order_by("number", "part")


def read_all(by: Actor, sheet: Sheet) -> Reading:
    """Read every row anew, and keep with the sheet what is asked and how many are right."""
    take_time()
    sheet.found = {}
    reader = reader_of(by, sheet)
    reading = Reading(reader, list(rows_of(sheet)))
    before = {row.pk: _state(row) for row in reading.rows}
    live = [row for row in reading.rows if not row.aside]
    texts = {row.pk: reader.texts(row) for row in live}
    proved, asked_days = _days(reader, texts.values())
    reader = reading.reader = replace(
        reader, how=replace(reader.how, orders={**reader.how.orders, **proved})
    )
    for row in live:
        read = read_row(reader.kind, texts[row.pk], reader.how, reader.usual)
        reading.reads[row.pk] = read
        row.wrong, row.problems = len(read.wrong), {}
    asked_twins = sheet_people.tell_apart(by, sheet, reading)
    sheet_people.who_is_here(by, sheet, reading)
    sheet_people.with_whom(by, reading)
    wrong = sum(row.wrong > 0 for row in live)
    sheet.found = {
        "orders": proved,
        "days": asked_days,
        "words": _words(reader, reading, texts),
        "twins": asked_twins,
        "name": _name(texts.values()),
        "rows": len(live),
        "wrong": wrong,
        "aside": len(reading.rows) - len(live),
        "alike": sum(bool(row.alike) for row in live) if reader.kind.key == "people" else 0,
    }
    sheet.save(update_fields=["found"])
    save_rows(row for row in reading.rows if _state(row) != before[row.pk])
    return reading


def _state(row: SheetRow) -> tuple:
    return row.wrong, str(row.problems), row.alike_for, str(row.alike)


SAVE = """
UPDATE exchange_sheetrow r
   SET wrong = s.wrong, problems = s.problems, alike = s.alike, alike_for = s.alike_for
  FROM jsonb_to_recordset(%s::jsonb)
    AS s(id uuid, wrong int, problems jsonb, alike jsonb, alike_for text)
 WHERE r.id = s.id AND r.agency_id = nullif(current_setting('app.agency', true), '')::uuid
"""


def save_rows(rows: Iterable[SheetRow]) -> None:
    """Keep what was found about these rows, in one statement."""
    said = [
        {
            "id": str(row.pk),
            "wrong": row.wrong,
            "problems": row.problems,
            "alike": row.alike,
            "alike_for": row.alike_for,
        }
        for row in rows
    ]
    if said:
        with connection.cursor() as cursor:
            cursor.execute(SAVE, [json.dumps(said)])


def _days(reader: Reader, texts: Iterable[Mapping[str, str]]) -> tuple[dict, list[dict]]:
    """For each column of days the order that it proves; and those to ask about."""
    proved: dict[str, str] = {}
    asked: list[dict] = []
    rows = list(texts)
    for at in reader.kind.fields:
        if at.reads not in DAYS or at.key not in reader.columns:
            continue
        days = [days_of(at, row.get(at.key, ""), reader.how) for row in rows if row.get(at.key)]
        evidence = order_of(days)
        if evidence.order and not evidence.is_mixed:
            proved[at.key] = evidence.order.value
        elif evidence.has_open:
            example = next(row[at.key] for row, day in _with(rows, at.key, days) if day.is_open)
            day = next(day for day in days if day.is_open)
            asked.append(
                {
                    "field": at.key,
                    "example": example[:40],
                    "day_first": day.day_first.isoformat() if day.day_first else "",
                    "month_first": day.month_first.isoformat() if day.month_first else "",
                    "answer": reader.how.orders.get(at.key, ""),
                    "is_mixed": evidence.is_mixed,
                }
            )
    return proved, asked


def _with(rows: list[Mapping[str, str]], key: str, days: list) -> Iterable[tuple]:
    return zip((row for row in rows if row.get(key)), days, strict=True)


def _words(reader: Reader, reading: Reading, texts: Mapping[UUID, Mapping[str, str]]) -> list[dict]:
    """Words that nobody explained yet, most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[str, str], str] = {}
    for row, read in reading.reads.items():
        for key in read.wrong:
            if read.wrong[key].code == "not_known":
                text = texts[row][key]
                counts[key, fold(text)] += 1
                said.setdefault((key, fold(text)), text[:80])
    return [
        {"field": key, "fold": folded, "said": said[key, folded], "count": count}
        for (key, folded), count in counts.most_common(MOST_WORDS)
    ]


def _name(texts: Iterable[Mapping[str, str]]) -> str:
    """A whole name that does not say by itself which part is which."""
    names = (row.get("full_name", "") for row in texts)
    return next((name[:80] for name in names if " " in name and "," not in name), "")


def wrongs_of(row: SheetRow, read: Read) -> dict[str, Wrong]:
    """What is wrong with a row's own cells, and what only the whole showed."""
    found = {key: Wrong(code, params) for key, (code, params) in row.problems.items()}
    return {**found, **read.wrong}
