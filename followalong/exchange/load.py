"""Bringing a package in: one transaction, all or nothing, each agency in its own context."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from followalong.audit.record import record
from followalong.core.db import set_context
from followalong.core.ids import uuid7
from followalong.exchange import derive, places
from followalong.exchange.chunk import Chunk
from followalong.exchange.format import TABLES, Package, Problem
from followalong.exchange.models import Batch
from followalong.exchange.refs import Place, Refs

CHUNK = 5_000
Progress = Callable[[str, int], None]


class Refused(Exception):
    """Rows that the database's history refuses; nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} rows refused")
        self.problems = problems


class _DryRun(Exception):
    """Ends a dry run by rolling it back."""


@dataclass
class Outcome:
    """What an import did, or would do: counts by table and conflicts with edits made here."""

    package_id: UUID
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    unmatched_disclosures: int = 0
    batches: list[UUID] = field(default_factory=list)


def load_package(
    package: Package,
    *,
    file_name: str,
    content_hash: str = "",
    by: UUID | None = None,
    only_agency: UUID | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Store a checked package. Raises Refused; a dry run reports and stores nothing.

    `only_agency` holds an import by an agency's own people to that agency.
    """
    load = _Load(package, by, progress or (lambda table, rows: None), only_agency)
    try:
        with transaction.atomic():
            load.run(file_name, content_hash)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return load.outcome


class _Load:
    def __init__(
        self, package: Package, by: UUID | None, progress: Progress, only_agency: UUID | None
    ) -> None:
        self.package = package
        self.by = by
        self.progress = progress
        self.only_agency = only_agency
        self.outcome = Outcome(package_id=uuid7())
        self.places: dict[str, Place] = {}
        self.batches: dict[UUID, Batch] = {}
        self.touched: dict[UUID, derive.Touched] = defaultdict(derive.Touched)

    def run(self, file_name: str, content_hash: str) -> None:
        self.places = places.open_places(self.package, only_agency=self.only_agency, by=self.by)
        self.refs = Refs(self.places)
        self.by_id = {p.id: p for p in self.places.values()}
        self.file = {"file_name": file_name, "content_hash": content_hash}
        for table in TABLES:
            if table.name not in ("authority", "agency"):
                self._table(table.name)
        for place in self.by_id.values():
            if place.is_new and place.id not in self.batches:
                self._batch(place)
        for agency_id in self.batches:
            self._finish(self.by_id[agency_id])

    def _batch(self, place: Place) -> Batch:
        """This agency's part of the import, made with its first rows."""
        if place.id not in self.batches:
            set_context(place.actor)
            self.batches[place.id] = Batch.objects.create(
                agency_id=place.id,
                package_id=self.outcome.package_id,
                state=Batch.State.STORED,
                made_by=self.by,
                **self.file,
            )
        return self.batches[place.id]

    def _table(self, table: str) -> None:
        """The rows of one file, gathered by agency and stored in chunks."""
        waiting: dict[UUID, list[tuple[int, Any]]] = defaultdict(list)
        for line, row in self.package.numbered_rows(table):
            agency_id = places.agency_of(table, row, self.refs)
            waiting[agency_id].append((line, row))
            # A person may be supervised by someone further down: staff are stored in one go.
            if len(waiting[agency_id]) >= CHUNK and table != "staff":
                self._store(table, self.by_id[agency_id], waiting.pop(agency_id))
        for agency_id, rows in waiting.items():
            self._store(table, self.by_id[agency_id], rows)

    def _store(self, table: str, place: Place, rows: list[tuple[int, Any]]) -> None:
        batch = self._batch(place)
        set_context(place.actor)
        chunk = Chunk(table, place, batch.pk, self.refs)
        chunk.store(rows)
        if chunk.problems:
            raise Refused(chunk.problems)
        self.outcome.new += Counter({table: chunk.new})
        self.outcome.changed += Counter({table: chunk.changed})
        self.outcome.unchanged += Counter({table: chunk.unchanged})
        self.outcome.conflicts += chunk.conflicts
        self.touched[place.id].add(table, chunk.values)
        self.progress(table, len(rows))

    def _finish(self, place: Place) -> None:
        """What follows from the rows: relations, labels, facets, clocks; then the record."""
        set_context(place.actor)
        touched = self.touched[place.id]
        self.progress("clocks", 0)
        derive.follow_up(place, touched)
        self.outcome.unmatched_disclosures += derive.unmatched_disclosures(touched)
        batch = self.batches[place.id]
        batch.report = {
            "new": dict(self.outcome.new),
            "changed": dict(self.outcome.changed),
            "unchanged": dict(self.outcome.unchanged),
            "conflicts": self.outcome.conflicts[:1000],
        }
        batch.save(update_fields=["report"])
        self.outcome.batches.append(batch.pk)
        record(
            by=place.actor,
            action="package.imported",
            subject=batch,
            clients=touched.clients,
            fields=[f"sha256:{batch.content_hash}"],
            row_count=touched.rows,
        )
