"""From a sheet whose rows are right to what is stored: the checked import, as a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import progress_of, say_progress, take_time
from followalong.exchange.actions import here
from followalong.exchange.actions.sheet_reading import Reading, read_all, save_rows
from followalong.exchange.actions.sheets import forget
from followalong.exchange.format import Progress, Report
from followalong.exchange.importing import Result, bring_in
from followalong.exchange.models import Batch, Sheet, SheetMemory
from followalong.exchange.rules import columns
from followalong.exchange.sheets.package import Built, Line
from followalong.exchange.sheets.writing import build


class NothingToBringIn(Exception):
    """No row is right yet, or all are left out."""

    def __init__(self) -> None:
        super().__init__(_("There is no row to bring in."))


class BroughtInAlready(Exception):
    """Another tab, or another person, was first."""

    def __init__(self) -> None:
        super().__init__(_("This list was brought in a moment ago: see what was brought in."))


class RowsNotRight(Exception):
    """Some rows are not right, and nobody said to leave them out."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("%(count)s rows are not right yet. Put them right, or leave them out.")
            % {"count": count}
        )


class NotStored(Exception):
    """The check of the whole found something; it stands beside the rows now."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("Nothing was stored. %(count)s things were found; they stand beside their rows.")
            % {"count": count}
        )
        self.count = count


@transaction.atomic
def check_sheet(*, by: Actor, sheet: Sheet) -> UUID:
    """Work out what bringing the right rows in would do; nothing else is stored.

    What would come in is kept with the sheet, which `is_checked` then; what the check of the whole
    finds, with the rows it is about. Raises NothingToBringIn.
    """
    reading = read_all(by, sheet)
    result, built = _bring_in(by, sheet, reading, dry_run=True)
    if result.outcome is None:
        _keep_problems(sheet, reading, result, built)
    else:
        would = result.outcome.as_dict() | {"notes": dict(result.report.notes.counts)}
        would |= {"differing": built.differing}
        sheet.found = {**sheet.found, "would": would}
        sheet.save(update_fields=["found"])
    record(by=by, action="sheet.checked", subject=sheet, row_count=sheet.found["rows"])
    return sheet.pk


@transaction.atomic
def bring_in_sheet(*, by: Actor, sheet: Sheet, leaves_out_wrong: bool = False) -> Batch:
    """Store the rows that are right, remember the columns, and forget the sheet.

    Raises BroughtInAlready, RowsNotRight, NothingToBringIn, NotStored.
    """
    there = Sheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if there is None:
        raise BroughtInAlready
    sheet = there
    reading = read_all(by, sheet)
    if sheet.found["wrong"] and not leaves_out_wrong:
        raise RowsNotRight(sheet.found["wrong"])
    result, _built = _bring_in(by, sheet, reading, dry_run=False)
    if result.outcome is None or not result.outcome.batches:
        raise NotStored(len(result.report.problems))
    batch = Batch.objects.get(pk=result.outcome.batches[0])
    left_out = sheet.found["wrong"] + sheet.found["aside"]
    batch.report = {**batch.report, "sheet": sheet.kind, "left_out_rows": left_out}
    batch.save(update_fields=["report"])
    _remember(by, sheet)
    forget(sheet)
    return batch


def _bring_in(by: Actor, sheet: Sheet, reading: Reading, *, dry_run: bool) -> tuple[Result, Built]:
    take_time()
    built = build(sheet.kind, _lines(by, reading), _here(by, sheet, reading))
    if built.package is None:
        raise NothingToBringIn
    far = Far(sheet.pk, 2 * built.rows)
    result = bring_in(
        built.package,
        file_name=sheet.file_name,
        content_hash=sheet.content_hash,
        today=timezone.localdate(),
        dry_run=dry_run,
        by=by.id,
        only_agency=by.agency_id,
        checking=far.add,
        storing=far.store,
    )
    return result, built


class Far:
    """How far the check and the storing of a sheet are, for whoever waits for it."""

    def __init__(self, sheet: UUID, of: int) -> None:
        self.sheet, self.of, self.done = sheet, of, 0

    def store(self, report: Report) -> Progress:
        """The check is through; from here on rows are stored."""
        self.done = self.of // 2
        return self.add

    def add(self, table: str, rows: int) -> None:
        self.done = min(self.done + rows, self.of)
        say_progress(f"sheet {self.sheet}", self.done, self.of)


def far_of(sheet: Sheet) -> tuple[int, int] | None:
    """How many rows were gone through, of how many; None when nobody is at it."""
    return progress_of(f"sheet {sheet.pk}")


def _lines(by: Actor, reading: Reading) -> list[Line]:
    """The right rows. Who is said to be somebody here gets their id."""
    chosen = {
        row.pk: UUID(row.alike[0])
        for row, _read in reading.right
        if row.is_same and len(row.alike) == 1
    }
    sources = here.sources_of(by, chosen.values())
    for row, client in chosen.items():
        if client in sources:
            reading.clients[row] = sources[client]
            reading.known[sources[client]] = client
    return [
        Line(row.pk, reading.clients.get(row.pk, ""), read.values) for row, read in reading.right
    ]


def _here(by: Actor, sheet: Sheet, reading: Reading) -> here.Here:
    """What these rows may meet: employers by name, enrolments and jobs of people already here."""
    names = {read.values.get("employer", "") for _row, read in reading.right} - {""}
    clients = {pk: source for source, pk in reading.known.items()}
    return replace(
        here.base(by),
        employers=here.employers_named(by, names),
        enrolments=here.stays_of(clients) if sheet.kind == "people" else {},
        jobs=here.jobs_of(clients) if sheet.kind == "people" else {},
    )


def _keep_problems(sheet: Sheet, reading: Reading, result: Result, built: Built) -> None:
    rows = {row.pk: row for row in reading.rows}
    touched: set[UUID] = set()
    for problem in result.report.problems:
        for place in built.place_of(problem):
            row = rows[place.row]
            row.problems = {**row.problems, place.field: [problem.code, _plain(problem.params)]}
            touched.add(row.pk)
    for pk in touched:
        rows[pk].wrong = len(rows[pk].problems)
    save_rows(rows[pk] for pk in touched)
    sheet.found = {**sheet.found, "wrong": sheet.found["wrong"] + len(touched)}
    sheet.save(update_fields=["found"])


def _plain(params: Mapping[str, object]) -> dict[str, Any]:
    return {key: str(value) for key, value in params.items()}


def _remember(by: Actor, sheet: Sheet) -> None:
    """The next file with these columns is understood at once. Who was the same as whom is not
    remembered: that was about people, not about columns."""
    said = {key: value for key, value in sheet.answers.items() if key != "twins"}
    SheetMemory.objects.update_or_create(
        agency_id=by.agency_id,
        fingerprint=columns.fingerprint(sheet.headers),
        defaults={"kind": sheet.kind, "columns": sheet.columns, "answers": said},
    )
