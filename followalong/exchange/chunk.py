"""A few thousand rows of one table for one agency: told apart, compared, stored."""

import zoneinfo
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from followalong.agencies import bulk
from followalong.core.ids import uuid7
from followalong.exchange import ahead, employers, overlaps
from followalong.exchange.format import TABLE, Problem, normal
from followalong.exchange.format.cells import read_cell
from followalong.exchange.mapping import MAPPINGS, REFERRED_TO
from followalong.exchange.models import ImportedRow
from followalong.exchange.refs import Found, Place, Refs
from followalong.exchange.rows import said, source_key, values_of
from followalong.exchange.stored import stored_rows

# Why rows of an undone import are withdrawn; importing them again brings them back.
UNDONE = "import_undone"


class Stored(NamedTuple):
    """A row as it stands here: its id, what it says in the package's words, why it is gone."""

    id: UUID
    row: Any
    version: int
    withdrawn_why: str | None


class Chunk:
    """Stores rows and counts what was new, changed, unchanged or in conflict."""

    def __init__(self, table: str, place: Place, batch_id: UUID, refs: Refs) -> None:
        self.table, self.place, self.batch_id, self.refs = table, place, batch_id, refs
        self.mapping = MAPPINGS[table]
        self.zone = zoneinfo.ZoneInfo(place.timezone)
        self.new = self.changed = self.unchanged = 0
        self.conflicts: list[dict[str, Any]] = []
        self.problems: list[Problem] = []
        # What the rows say; of new and changed ones apart, and what changed ones said before.
        self.values: list[dict[str, Any]] = []
        self.effects: list[dict[str, Any]] = []
        self.before: list[dict[str, Any]] = []
        self._inserts: list[dict[str, Any]] = []
        self._imported: list[dict[str, Any]] = []

    def store(self, numbered: list[tuple[int, Any]]) -> None:
        keys = [source_key(self.table, row) for _line, row in numbered]
        imported = {} if self.place.is_new else self._imported_before(keys)
        stored = {} if self.place.is_new else self._stored(numbered, imported)
        if self.table == "staff":  # supervisors may stand further down
            for key in keys:
                pk = stored[key].id if key in stored else uuid7()
                self.refs.note("staff", key, Found(pk, self.place.id))
        for (line, row), key in zip(numbered, keys, strict=True):
            self._row(line, row, key, stored.get(key), imported.get(key))
        ahead.make_room(self.table, self.values)
        self.problems += overlaps.with_stored(self.table, self.values, self.place)
        if not self.problems:
            if self.table == "employer":
                employers.link(self._inserts, self.place)
            bulk.insert(self.mapping.model, self._inserts)
            self._remember()

    def _imported_before(self, keys: list[str]) -> dict[str, ImportedRow]:
        rows = ImportedRow.objects.filter(
            agency_id=self.place.id, table=self.table, source_id__in=keys
        )
        return {row.source_id: row for row in rows}

    def _stored(
        self, numbered: list[tuple[int, Any]], imported: dict[str, ImportedRow]
    ) -> dict[str, Stored]:
        """Rows already here that these may be: by imported id, by own id, or by their key."""
        wanted = Q(pk__in=[row.object_id for row in imported.values()])
        if TABLE[self.table].has_id:
            ids = [row[0] for _line, row in numbered]
            wanted |= Q(source_id__in=ids) | Q(pk__in=list(_uuids(ids)))
        else:
            attname, target = self.mapping.refs[self.mapping.parent]
            parents = {getattr(row, self.mapping.parent) for _line, row in numbered}
            found = (self.refs.find(target, p, self.place.id) for p in parents)
            live = Q(withdrawn_at__isnull=True)
            wanted |= live & Q(**{f"{attname}__in": [f.id for f in found if f]})
        rows = self.mapping.model.everything.filter(
            wanted, agency_id=self.place.id, **self.mapping.only
        )
        # Held before they are read, so that what somebody saves meanwhile is not written over.
        held = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
        facts = {
            pk: (version, why if gone_at else None)
            for pk, version, gone_at, why in held.values_list(
                "pk", "version", "withdrawn_at", "withdrawn_why"
            )
        }
        by_object = {row.object_id: key for key, row in imported.items()}
        agency = next(s for s, p in self.refs.places.items() if p.id == self.place.id)
        return {
            by_object.get(pk) or source_key(self.table, row): Stored(pk, row, *facts[pk])
            for pk, row in stored_rows(self.table, rows, self.zone, agency)
        }

    def _row(
        self, line: int, row: Any, key: str, stored: Stored | None, imported: ImportedRow | None
    ) -> None:
        values = self._values(row)
        mine = self.refs.find(self.table, key, self.place.id) if self.table == "staff" else None
        values["id"] = stored.id if stored else (mine.id if mine else uuid7())
        values["_line"] = line
        self._set_label(values)
        if self.table in REFERRED_TO:
            client = values["id"] if self.table == "client" else values.get("client_id")
            label = values.get("label", "NORMAL")
            self.refs.note(self.table, key, Found(values["id"], self.place.id, client, label))
        if stored is None:
            self._insert(row, key, values)
        else:
            self._compare(row, key, values, stored, imported)
        self.values.append(values)

    def _values(self, row: Any) -> dict[str, Any]:
        return values_of(self.table, row, self.place.id, self.zone, self.refs)

    def _set_label(self, values: dict[str, Any]) -> None:
        """Labels follow the program of the referral or enrolment (house.md section 4)."""
        if self.table in ("referral", "enrolment", "staff") and values.get("program_id"):
            label = self.refs.label_of_program(values["program_id"])
            if self.table == "staff":
                values["opens_sud"] = label == "SUD"
            else:
                values["label"] = label

    def _insert(self, row: Any, key: str, values: dict[str, Any]) -> None:
        if TABLE[self.table].has_id:
            values["source_id"] = row[0]
        if self.table == "employer":
            values["_shared"] = row
        self._inserts.append(values)
        self.effects.append(values)
        self._note(key, values["id"], said(self.table, row), None)
        self.new += 1

    def _compare(
        self,
        row: Any,
        key: str,
        values: dict[str, Any],
        stored: Stored,
        imported: ImportedRow | None,
    ) -> None:
        now, here = said(self.table, row), said(self.table, stored.row)
        base = imported.values if imported else here
        if stored.withdrawn_why == UNDONE:
            self._revive(row, key, values)
            return
        columns = TABLE[self.table].names
        theirs = [c for c in columns if base.get(c) != now.get(c)]
        edited = [c for c in theirs if here.get(c) not in (base.get(c), now.get(c))]
        if imported is None:
            edited = [c for c in columns if here.get(c) != now.get(c)]
            theirs = []
        elif stored.withdrawn_why is not None:  # by a person, as a mistake: it stays away
            edited = theirs
        for column in edited:
            self.conflicts.append(
                {"table": self.table, "id": key, "column": column, "line": values["_line"]}
            )
        apply = [c for c in theirs if c not in edited and here.get(c) != now.get(c)]
        version = imported.version if imported else stored.version
        if apply:
            merged = stored.row._replace(**{c: getattr(row, c) for c in apply})
            version = self._update(stored.id, merged, {})
            self.before.append(self._values(stored.row) | {"id": stored.id})
            self.effects.append(values)
            self.changed += 1
        else:
            self.unchanged += 1
        if theirs or imported is None:
            kept = now if imported is None else _merged(now, base, edited)
            before = {c: normal(getattr(stored.row, c)) for c in apply}
            self._note(key, stored.id, kept, before, imported, version=version)

    def _revive(self, row: Any, key: str, values: dict[str, Any]) -> None:
        """The row of an import that was taken back comes again, under its old id."""
        again = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": ""}
        version = self._update(values["id"], row, again)
        self._note(key, values["id"], said(self.table, row), None, version=version)
        self.effects.append(values)
        self.new += 1

    def _update(self, pk: UUID, row: Any, extra: dict[str, Any]) -> int:
        """Write what the row says; answer the version that leaves."""
        values = self._values(row)
        self._set_label(values)
        if self.table == "client":
            values.pop("label")  # follows all of a person's programs: derive.py sets it
        mine = self.mapping.model.everything.filter(pk=pk)
        mine.update(**values, **extra, version=F("version") + 1, changed_at=timezone.now())
        if self.table == "employer":
            employers.link_anew(pk, row, self.place)
        return mine.values_list("version", flat=True).get()

    def give_back(self, pk: UUID, columns: dict[str, str]) -> int:
        """Put columns back to what they said before; answer the version that leaves."""
        rows = self.mapping.model.everything.filter(pk=pk)
        ((_pk, row),) = stored_rows(self.table, rows, self.zone, "")
        kinds = {c.name: c for c in TABLE[self.table].columns}
        before = {c: read_cell(kinds[c], text) for c, text in columns.items()}
        return self._update(pk, row._replace(**before), {})

    def _note(
        self,
        key: str,
        pk: UUID,
        now: dict[str, str],
        before: dict[str, str] | None,
        imported: ImportedRow | None = None,
        *,
        version: int = 1,
    ) -> None:
        """Remember the values brought in; `before` is what undoing this batch gives back."""
        previous = None
        if before is not None:
            previous = {
                "columns": before,
                "values": imported.values if imported else None,
                "batch": str(imported.batch) if imported else None,
                "previous": imported.previous if imported else None,
            }
        self._imported.append(
            {
                "id": uuid7(),
                "agency_id": self.place.id,
                "table": self.table,
                "source_id": key,
                "object_id": pk,
                "batch": self.batch_id,
                "values": now,
                "version": version,
                "previous": previous,
            }
        )

    def _remember(self) -> None:
        bulk.insert(
            ImportedRow,
            self._imported,
            skip=""
            if self.place.is_new
            else 'ON CONFLICT (agency_id, "table", source_id) DO UPDATE SET'
            ' object_id = excluded.object_id, batch = excluded.batch, "values" = excluded."values",'
            " version = excluded.version, previous = excluded.previous",
        )


def _merged(now: dict[str, str], base: dict[str, str], edited: list[str]) -> dict[str, str]:
    """What counts as brought in: in conflicting columns still what was brought in before."""
    return {c: v for c, v in now.items() if c not in edited} | {
        c: v for c, v in base.items() if c in edited
    }


def _uuids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
