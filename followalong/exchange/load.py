"""Bringing a package in: one transaction, all or nothing, each agency in its own context."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from followalong.audit.record import record
from followalong.clients.actions.deaths_told import stop_later
from followalong.clients.actions.people import look_later
from followalong.core.db import read_context, restore_context, set_context
from followalong.core.ids import uuid7
from followalong.exchange import derive, places
from followalong.exchange.chunk import Chunk
from followalong.exchange.format import TABLES, Package, Problem, Progress
from followalong.exchange.models import Batch
from followalong.exchange.refs import Place, Refs

CHUNK = 5_000
MOST_CONFLICTS = 1_000  # so many are listed with the batch; all are counted
LONGEST_FILE_NAME = 200
IMPORTS = 0x1390  # the first half of the advisory locks of imports


class Refused(Exception):
    """Rows that the database's history refuses; nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} rows refused")
        self.problems = problems


class _DryRun(Exception):
    """Ends a dry run by rolling it back."""


@dataclass
class Counts:
    """Rows by table, and the cells that were left alone because they were edited here."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    unmatched_disclosures: int = 0

    def add(self, chunk: Chunk) -> None:
        for counted in ("new", "changed", "unchanged"):
            if rows := getattr(chunk, counted):
                getattr(self, counted)[chunk.table] += rows
        self.conflicts += chunk.conflicts

    def as_dict(self) -> dict[str, Any]:
        return {
            "new": dict(self.new),
            "changed": dict(self.changed),
            "unchanged": dict(self.unchanged),
            "conflicts": self.conflicts[:MOST_CONFLICTS],
            "conflict_count": len(self.conflicts),
            "unmatched_disclosures": self.unmatched_disclosures,
        }


@dataclass
class Outcome(Counts):
    """What an import did, or would do, in all agencies together."""

    package_id: UUID = field(default_factory=uuid7)
    batches: list[UUID] = field(default_factory=list)


class Part:
    """One agency's part of an import."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.batch: Batch | None = None
        self.counts = Counts()
        self.touched = derive.Touched()


def load_package(
    package: Package,
    *,
    file_name: str,
    content_hash: str = "",
    by: UUID | None = None,
    only_agency: UUID | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    remarks: dict[str, Any] | None = None,
) -> Outcome:
    """Store a checked package. Raises Refused, NotYours; a dry run reports and stores nothing.

    `only_agency` holds an import by an agency's own people to that agency; `by` is the member
    who asked, and `remarks` (counts, never cells) are kept with what that agency's import did.
    """
    load = _Load(package, by, progress or (lambda table, rows: None), only_agency)
    about = {"file_name": file_name[:LONGEST_FILE_NAME], "content_hash": content_hash}
    try:
        with transaction.atomic():
            outer = read_context()
            _one_at_a_time(package)
            load.run(about, remarks or {})
            if dry_run:
                raise _DryRun
            restore_context(outer)
    except _DryRun:
        pass
    return load.outcome


def _one_at_a_time(package: Package) -> None:
    """Until the transaction ends, nobody else brings anything into the places of this package."""
    places_named = sorted(
        row[0] for table in ("authority", "agency") for _, row in package.numbered_rows(table)
    )
    with connection.cursor() as cursor:
        for name in places_named:  # in one order everywhere, so that two never wait in a circle
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [IMPORTS, name])


class _Load:
    def __init__(
        self, package: Package, by: UUID | None, progress: Progress, only_agency: UUID | None
    ) -> None:
        self.package = package
        self.by = by
        self.progress = progress
        self.only_agency = only_agency
        self.outcome = Outcome()

    def run(self, about: dict[str, str], remarks: dict[str, Any]) -> None:
        opened = places.open_places(self.package, only_agency=self.only_agency, by=self.by)
        self.about = about
        self.refs = Refs(opened)
        self.parts = {place.id: Part(place) for place in opened.values()}
        for place, conflict in places.agencies_that_differ(self.package, opened):
            self.parts[place.id].counts.conflicts.append(conflict)
            self.outcome.conflicts.append(conflict)
        for table in TABLES:
            if table.name not in ("authority", "agency"):
                self._table(table.name)
        for part in self.parts.values():
            if part.batch is not None or part.place.is_new:
                self._finish(part, remarks if self._is_one_agency() else {})

    def _is_one_agency(self) -> bool:
        """What is said of the package is about that agency alone."""
        return bool(self.only_agency) or sum(1 for _ in self.package.rows("agency")) == 1

    def _open(self, part: Part) -> Batch:
        """Work in this agency's context; its batch is made with its first rows."""
        set_context(part.place.actor)
        if part.batch is None:
            part.batch = Batch.objects.create(
                agency_id=part.place.id,
                package_id=self.outcome.package_id,
                state=Batch.State.STORED,
                made_by=self.by,
                **self.about,
            )
        return part.batch

    def _table(self, table: str) -> None:
        """The rows of one file, gathered by agency and stored in chunks."""
        waiting: dict[UUID, list[tuple[int, Any]]] = defaultdict(list)
        for line, row in self.package.numbered_rows(table):
            agency_id = places.agency_of(table, row, self.refs)
            waiting[agency_id].append((line, row))
            # A person may be supervised by someone further down: staff are stored in one go.
            if len(waiting[agency_id]) >= CHUNK and table != "staff":
                self._store(table, self.parts[agency_id], waiting.pop(agency_id))
        for agency_id, rows in waiting.items():
            self._store(table, self.parts[agency_id], rows)

    def _store(self, table: str, part: Part, rows: list[tuple[int, Any]]) -> None:
        batch = self._open(part)
        chunk = Chunk(table, part.place, batch.pk, self.refs)
        chunk.store(rows)
        if chunk.problems:
            raise Refused(chunk.problems)
        part.counts.add(chunk)
        self.outcome.add(chunk)
        part.touched.add(chunk)
        self.progress(table, len(rows))

    def _finish(self, part: Part, remarks: dict[str, Any]) -> None:
        """What follows from the rows: relations, labels, facets, clocks; then the record."""
        batch = self._open(part)
        self.progress("clocks", 0)
        derive.follow_up(part.place, part.touched)
        look_later(part.place.id, part.touched.described)
        stop_later(part.place.id, part.touched.exits)
        unmatched = derive.unmatched_disclosures(part.touched)
        part.counts.unmatched_disclosures = unmatched
        self.outcome.unmatched_disclosures += unmatched
        batch.report = part.counts.as_dict() | remarks
        batch.save(update_fields=["report"])
        self.outcome.batches.append(batch.pk)
        record(
            by=part.place.actor,
            action="package.imported",
            subject=batch,
            clients=part.touched.clients,
            fields=[f"sha256:{batch.content_hash}"],
            row_count=part.touched.rows,
        )
