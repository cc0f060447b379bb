"""A spreadsheet on its way in: kept, laid out, understood, put right."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from followalong.agencies import bulk
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import take_time
from followalong.core.ids import uuid7
from followalong.exchange.actions.sheet_reading import read_all, reader_of
from followalong.exchange.models import Sheet, SheetMemory, SheetRow
from followalong.exchange.rules import columns
from followalong.exchange.rules.layout import find_header, lay_out
from followalong.exchange.sheets import words
from followalong.exchange.sheets.fields import KINDS
from followalong.exchange.sheets.reading import Tab, read_file
from followalong.exchange.sheets.rows import parts_of

BY_HAND = "by_hand"
LONGEST_FIX = 5_000


@transaction.atomic
def keep_sheet(*, by: Actor, file_name: str, content: bytes) -> Sheet:
    """Read what was sent and keep its cells for this member. Raises NotASheet.

    The likeliest sheet, header and columns are proposed; where a file with these columns came
    before, everything is as it was then.
    """
    take_time()
    tabs = read_file(content)
    sheet = Sheet.objects.create(
        agency_id=by.agency_id,
        membership_id=by.membership_id,
        file_name=file_name[-200:],
        content_hash=hashlib.sha256(content).hexdigest(),
        tabs=[{"name": t.name, "rows": len(t.rows), "is_hidden": t.is_hidden} for t in tabs],
    )
    bulk.insert(SheetRow, [row for n, tab in enumerate(tabs) for row in _rows(sheet, n, tab)])
    best = max(range(len(tabs)), key=lambda n: _promise(tabs[n]))
    _propose(by, sheet, best, None, None)
    record(
        by=by,
        action="sheet.kept",
        subject=sheet,
        fields=[f"sha256:{sheet.content_hash}"],
        row_count=sum(len(tab.rows) for tab in tabs),
    )
    return sheet


def _rows(sheet: Sheet, n: int, tab: Tab) -> list[dict[str, Any]]:
    common = {"agency_id": sheet.agency_id, "sheet_id": sheet.pk, "tab": n}
    return [
        {"id": uuid7(), **common, "number": number, "cells": cells} for number, cells in tab.rows
    ]


def _promise(tab: Tab) -> float:
    """How likely this is the sheet that is meant: in sight, with names of columns, and long."""
    rows = [cells for _number, cells in tab.rows]
    header = rows[find_header(rows, words.is_known)]
    known = sum(words.is_known(name) for name in header if name)
    return known * 3 + min(len(rows), 1000) / 250 - (50 if tab.is_hidden else 0)


@transaction.atomic
def choose_layout(*, by: Actor, sheet: Sheet, tab: int, header: int, kind: str) -> Sheet:
    """Another sheet of the file, another row that names the columns, or another kind of row."""
    if tab != sheet.tab:
        _propose(by, sheet, tab, None, None)
    else:
        _propose(by, sheet, tab, header, kind)
    record(by=by, action="sheet.laid_out", subject=sheet)
    return sheet


def _propose(by: Actor, sheet: Sheet, tab: int, header: int | None, kind: str | None) -> None:
    """Lay the sheet out, and say which column is which: as remembered, else by their names."""
    rows = list(SheetRow.objects.filter(sheet=sheet, tab=tab, part=0).order_by("number"))
    cells = [row.cells for row in rows]
    numbers = [row.number for row in rows]
    if header in numbers:
        at = numbers.index(header)
    else:
        at = find_header(cells, words.is_known)
    layout = lay_out(cells, at)
    sheet.tab, sheet.header, sheet.headers = tab, numbers[at], list(layout.names)
    sheet.answers, sheet.found, sheet.is_mapped = {}, {}, False
    memory = SheetMemory.objects.filter(
        agency_id=by.agency_id, fingerprint=columns.fingerprint(layout.names)
    ).first()
    sheet.is_remembered = memory is not None and kind in (None, memory.kind)
    if memory is not None and sheet.is_remembered:
        sheet.kind, sheet.columns, sheet.answers = memory.kind, memory.columns, memory.answers
        sheet.is_mapped = True
    else:
        sheet.kind = kind or words.propose_kind(layout.names)
        sheet.columns = words.propose_columns(sheet.kind, layout.names)
    sheet.save()
    _set_aside(rows, {n: why.value for n, why in layout.aside.items()})
    if sheet.is_mapped:
        read_all(by, sheet)


def _set_aside(rows: list[SheetRow], aside: Mapping[int, str]) -> None:
    changed = []
    for n, row in enumerate(rows):
        if row.aside != aside.get(n, ""):
            row.aside = aside.get(n, "")
            changed.append(row)
    SheetRow.objects.bulk_update(changed, ["aside"], batch_size=1000)


@transaction.atomic
def map_columns(
    *, by: Actor, sheet: Sheet, fields: Sequence[str], usual: Mapping[str, str]
) -> Sheet:
    """Say which column is which of ours ("" leaves it out) and what holds where a row is silent."""
    known = KINDS[sheet.kind].keys
    sheet.columns = [field if field in known else "" for field in fields]
    sheet.answers = {**sheet.answers, "usual": dict(usual)}
    sheet.is_mapped = True
    sheet.save()
    read_all(by, sheet)
    record(by=by, action="sheet.mapped", subject=sheet, fields=[f for f in sheet.columns if f])
    return sheet


@transaction.atomic
def answer_sheet(
    *,
    by: Actor,
    sheet: Sheet,
    orders: Mapping[str, str],
    meanings: Mapping[str, Mapping[str, str]],
    twins: Mapping[str, str],
    is_family_first: bool | None = None,
) -> Sheet:
    """Answers that hold for many rows at once: which comes first in a column of days, what a word
    means, whether rows with one name are one person."""
    said = sheet.answers
    sheet.answers = {
        **said,
        "orders": {**said.get("orders", {}), **orders},
        "meanings": {
            key: {**said.get("meanings", {}).get(key, {}), **meanings.get(key, {})}
            for key in {*said.get("meanings", {}), *meanings}
        },
        "twins": {**said.get("twins", {}), **twins},
    }
    if is_family_first is not None:
        sheet.answers["is_family_first"] = is_family_first
    sheet.save(update_fields=["answers"])
    read_all(by, sheet)
    record(by=by, action="sheet.answered", subject=sheet)
    return sheet


# What belongs to one person alone: the second of two in a cell does not get it.
OF_ONE = ("client_id", "born_on", "phone", "email", "preferred_name", "pronouns") + (
    ("authority_ref", "employer", "job_title", "job_started_on", "job_ended_on", "end_reason")
    + ("hours_per_week", "hourly_wage", "permanent", "contact_id")
)


@transaction.atomic
def fix_rows(
    *,
    by: Actor,
    sheet: Sheet,
    fixes: Mapping[UUID, Mapping[str, str]],
    aside: Mapping[UUID, bool] = MappingProxyType({}),
    same: Mapping[UUID, bool | None] = MappingProxyType({}),
    split: Collection[UUID] = (),
) -> Sheet:
    """Put cells right, leave rows out or take them in, say whether somebody is already here, and
    make a row for each person that one cell names."""
    changed = list(SheetRow.objects.filter(sheet=sheet, pk__in={*fixes, *aside, *same}))
    for row in changed:
        row.fixes = {**row.fixes, **{k: v[:LONGEST_FIX] for k, v in fixes.get(row.pk, {}).items()}}
        if row.pk in aside and aside[row.pk] != bool(row.aside):
            row.aside = BY_HAND if aside[row.pk] else ""
        row.is_same = same.get(row.pk, row.is_same)
    SheetRow.objects.bulk_update(changed, ["fixes", "aside", "is_same"])
    _split(by, sheet, split)
    read_all(by, sheet)
    record(by=by, action="sheet.fixed", subject=sheet, row_count=len({*fixes, *aside, *same}))
    return sheet


def _split(by: Actor, sheet: Sheet, rows: Collection[UUID]) -> None:
    """What belongs to one person stays with the first of a cell."""
    reader = reader_of(by, sheet)
    for row in SheetRow.objects.filter(sheet=sheet, pk__in=rows):
        people = parts_of(reader.texts(row).get("full_name", ""), reader.how)
        if len(people) < 2:
            continue
        row.fixes = {**row.fixes, "full_name": people[0]}
        row.save(update_fields=["fixes"])
        last = SheetRow.objects.filter(sheet=sheet, tab=row.tab, number=row.number).count()
        for part, name in enumerate(people[1:], last):
            SheetRow.objects.create(
                agency_id=sheet.agency_id,
                sheet=sheet,
                tab=row.tab,
                number=row.number,
                part=part,
                cells=row.cells,
                fixes={**row.fixes, **dict.fromkeys(OF_ONE, ""), "full_name": name},
            )


@transaction.atomic
def drop_sheet(*, by: Actor, sheet: Sheet) -> UUID:
    """Forget what was sent."""
    record(by=by, action="sheet.dropped", subject=sheet)
    return forget(sheet)


def forget(sheet: Sheet) -> UUID:
    """Nothing of the file is left; its id is, for the record."""
    gone = sheet.pk
    SheetRow.objects.filter(sheet=sheet).delete()
    sheet.delete()
    return gone
