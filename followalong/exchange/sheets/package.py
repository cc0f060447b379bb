"""The rows of a spreadsheet as an exchange package in memory: there is one way in."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from followalong.exchange.format import TABLE, Memory, Package, Problem, package_in

OURS = "sheet-"  # what the ids begin with that we make for rows that have none


@dataclass(frozen=True)
class Here:
    """What the agency has already, by the ids that a package uses."""

    agency_id: str
    timezone: str
    currency: str
    employers: Mapping[str, str] = field(default_factory=dict)  # folded name: employer
    # (client, program): its enrolments, (enrolment, first day, last day or "")
    enrolments: Mapping[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    jobs: Mapping[tuple[str, str], list[str]] = field(default_factory=dict)  # (enrolment, day)


class Line(NamedTuple):
    """One row that is right: which one it is, whom it is about, what it says."""

    row: UUID
    client: str  # the client's id in the package; empty where it is about no client
    values: Mapping[str, str]


class Place(NamedTuple):
    """Where a cell of the package came from."""

    row: UUID
    field: str


def new_id(*parts: str) -> str:
    return OURS + blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


class Writer:
    """Gathers rows by table; a row with an id that is there already fills its empty cells."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.tables: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        self.rows: dict[str, dict[str, list[UUID]]] = defaultdict(lambda: defaultdict(list))
        self.differing = 0  # cells where two rows about one thing say two things
        self._taken: dict[tuple[str, ...], int] = defaultdict(int)

    def add(self, table: str, row: UUID, key: str, **cells: str | None) -> str:
        mine = self.tables[table].setdefault(key, {})
        for column, value in cells.items():
            if not value:
                continue
            if mine.setdefault(column, value) != value:
                self.differing += 1
        self.rows[table][key].append(row)
        return key

    def numbered(self, *parts: str) -> str:
        """An id of its own for the first, second … of rows that say the same."""
        n = self._taken[parts]
        self._taken[parts] += 1
        return new_id(*parts, str(n)) if n else new_id(*parts)

    def taken(self, *parts: str) -> int:
        """How many rows that say the same had such an id before."""
        return self._taken[parts]

    def build(self) -> Built:
        files: dict[str, bytes] = {}
        places: dict[tuple[str, int], list[UUID]] = {}
        for name, rows in self.tables.items():
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            table, line = TABLE[name], 2
            writer.writerow(table.names)
            for key, cells in rows.items():
                places[table.file, line] = self.rows[name][key]
                before = text.tell()
                writer.writerow([cells.get(column, "") for column in table.names])
                line += text.getvalue()[before:].count("\n") if _breaks(cells) else 1
            files[table.file] = text.getvalue().encode()
        return Built(package_in(Memory(files)) if files else None, places, self.differing)


def _breaks(cells: Mapping[str, str]) -> bool:
    return any("\n" in value or "\r" in value for value in cells.values())


@dataclass(frozen=True)
class Built:
    """A package and where its lines came from; no package where there is no row."""

    package: Package | None
    places: Mapping[tuple[str, int], list[UUID]]
    differing: int

    @property
    def rows(self) -> int:
        """How many rows the package has."""
        return len(self.places)

    def place_of(self, problem: Problem) -> list[Place]:
        """The cells of the spreadsheet that a problem of the package is about."""
        table = problem.file.removesuffix(".csv")
        named = FIELD_OF.get((table, problem.column), problem.column)
        return [Place(row, named) for row in self.places.get((problem.file, problem.line), [])]


# Which field of the spreadsheet a column of the package came from, where it has another name.
FIELD_OF = {
    ("client", "treatment_team_id"): "team",
    ("enrolment", "program_id"): "program",
    ("enrolment", "specialist_id"): "specialist",
    ("enrolment", "work_status_at_entry"): "work_status",
    ("referral", "program_id"): "program",
    ("referral", "received_on"): "referred_on",
    ("employer", "name"): "employer",
    ("job", "employer_id"): "employer",
    ("job", "title"): "job_title",
    ("job", "started_on"): "job_started_on",
    ("job", "ended_on"): "job_ended_on",
    ("contact", "staff_id"): "staff",
    ("contact", "enrolment_id"): "started_on",
    ("contact", "started_at"): "started_on",
    ("employer_contact", "staff_id"): "staff",
    ("employer_contact", "employer_id"): "employer",
    ("employer_contact", "started_at"): "started_on",
}
