"""From the ids in a package to the rows they name, in the package or already stored."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from followalong.agencies.everywhere import known_agencies
from followalong.agencies.models import Program
from followalong.core.actor import Actor
from followalong.core.db import set_context
from followalong.exchange.mapping import MAPPINGS


class Found(NamedTuple):
    """A row: its id, its agency, and for rows about a client whom and under which label."""

    id: UUID
    agency_id: UUID
    client_id: UUID | None = None
    label: str = "NORMAL"


@dataclass(frozen=True)
class Place:
    """One agency of the package: its id, its time zone and the service that acts in it."""

    id: UUID
    timezone: str
    actor: Actor
    is_new: bool


class Refs:
    """Ids of one import. Rows of the package come first; then what the agencies have stored."""

    def __init__(self, places: dict[str, Place]) -> None:
        self.places = places
        self._mine: dict[str, dict[str, Found]] = {name: {} for name in MAPPINGS}
        self._stored: dict[tuple[str, UUID], dict[str, Found]] = {}
        self._program_labels: dict[UUID, str] = {}

    def note(self, table: str, source_id: str, found: Found) -> None:
        self._mine[table][source_id] = found

    def find(self, table: str, source_id: str, agency_id: UUID | None = None) -> Found | None:
        """The row of that id; None if there is none, or several agencies have one."""
        if mine := self._mine[table].get(source_id):
            return mine
        # An agency may be called by several ids and is one place all the same.
        known = {place.id: place for place in self.places.values()}
        places = [p for p in known.values() if agency_id in (None, p.id) and not p.is_new]
        hits = [row for p in places if (row := self._in(table, p).get(source_id))]
        return hits[0] if len(hits) == 1 else None

    def label_of_program(self, program_id: UUID) -> str:
        """SUD for an addiction program, wherever the program stands."""
        if program_id not in self._program_labels:
            setting = Program.objects.values_list("setting", flat=True).get(pk=program_id)
            is_sud = setting == Program.Setting.ADDICTION
            self._program_labels[program_id] = "SUD" if is_sud else "NORMAL"
        return self._program_labels[program_id]

    def _in(self, table: str, place: Place) -> dict[str, Found]:
        """Everything stored in this agency's table, read once."""
        key = (table, place.id)
        if key not in self._stored:
            set_context(place.actor)
            self._stored[key] = _stored(table, place.id)
        return self._stored[key]


def _stored(table: str, agency_id: UUID) -> dict[str, Found]:
    mapping = MAPPINGS[table]
    columns = ["source_id", "pk"]
    columns += ["client_id"] if mapping.has_client else []
    columns += ["label"] if mapping.has_label else []
    rows = mapping.model.objects.filter(agency_id=agency_id, **mapping.only).values(*columns)
    found = {}
    for row in rows.iterator():
        client = row["pk"] if table == "client" else row.get("client_id")
        it = Found(row["pk"], agency_id, client, row.get("label", "NORMAL"))
        found[row["source_id"] or str(row["pk"])] = it
    return found


def agencies_by_source() -> dict[str, UUID]:
    """Agencies by the id that a package knows them under."""
    return {source or str(pk): pk for pk, source in known_agencies().items()}
