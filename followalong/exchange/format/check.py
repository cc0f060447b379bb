"""Checking a whole package in one pass: every row that breaks a rule, and why.

Only ids, and the few dates that rows are compared with, are kept in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .oddities import Context, oddities
from .problems import Notes, Problem, shown
from .read import Line, Package, header_problem
from .rules import alone_in, broken_rules
from .schema import Row, Table
from .source import DESCRIPTION
from .tables import TABLE, TABLES

# Whether the installation already has that row: (table, agency or None if not known, id).
Known = Callable[[str, str | None, str], bool]

# Told of so many more rows of a table.
Progress = Callable[[str, int], None]
TOLD_EVERY = 1_000

UNREADABLE = frozenset({"broken_row", "cell_count"})


def nothing_known(table: str, agency_id: str | None, row_id: str) -> bool:
    """For a package that must stand on its own."""
    return False


@dataclass
class Report:
    """What checking found: rows per table, problems (rows refused), notes (rows kept)."""

    rows: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)

    @property
    def good(self) -> bool:
        return not self.problems

    @property
    def bad_lines(self) -> dict[str, set[int]]:
        """The lines of the refused rows, by table."""
        lines: dict[str, set[int]] = defaultdict(set)
        for problem in self.problems:
            lines[problem.file.removesuffix(".csv")].add(problem.line)
        return lines


def check_package(
    package: Package,
    *,
    today: date,
    known: Known = nothing_known,
    progress: Progress | None = None,
) -> Report:
    """Check every row of the package. An overlap with enrolments already stored is not seen here:
    the importer looks at those."""
    return _Check(package, today, known, progress).run()


class _Check:
    def __init__(
        self, package: Package, today: date, known: Known, progress: Progress | None
    ) -> None:
        self.package = package
        self.known = known
        self.progress = progress
        self.report = Report()
        self.context = Context(today)
        # table -> id -> agency (None where it is not known)
        self.agencies: dict[str, dict[str, str | None]] = {t.name: {} for t in TABLES}
        self.keys: dict[tuple, tuple] = {}
        self.places: dict[tuple, tuple] = {}
        self.stays: dict[tuple[str, str], list[tuple]] = defaultdict(list)
        self.later: list[tuple[int, int, str, str | None]] = []

    def run(self) -> Report:
        self._note_unknown_files()
        for table in TABLES:
            if self.package.has(table) and self._header(table):
                self._rows(table)
        self.report.problems.sort(key=_place)
        return self.report

    def _note_unknown_files(self) -> None:
        ours = {table.file for table in TABLES} | {DESCRIPTION}
        for name in self.package.source.names:
            if name not in ours:
                self.report.notes.add(Problem("unknown_file", name, 0, "", ""))

    def _header(self, table: Table) -> bool:
        header = self.package.header(table)
        problem = header_problem(table, header)
        if problem or header is None:
            self.report.problems.extend([problem] if problem else [])
            return False
        for name in header.cells:
            if name not in table.names:
                note = Problem("unknown_column", table.file, 1, shown(name), "")
                self.report.notes.add(note)
        return True

    def _rows(self, table: Table) -> None:
        self.keys, self.places = {}, {}
        for line in self.package.lines(table):
            self._count(table)
            self.report.problems.extend(line.problems)
            if line.problems and line.problems[0].code in UNREADABLE:
                self._take_id(table, line, None)
                continue
            agency = self._references(table, line)
            self._take_id(table, line, agency)
            if line.row is not None:
                self._row(table, line.line, line.row, agency)
        self._own_references(table)
        if table.name == "enrolment":
            self._overlaps(table)

    def _count(self, table: Table) -> None:
        self.report.rows[table.name] += 1
        if self.progress and not self.report.rows[table.name] % TOLD_EVERY:
            self.progress(table.name, TOLD_EVERY)

    def _row(self, table: Table, line: int, row: Row, agency: str | None) -> None:
        if not table.has_id:
            self._take_key(table, line, row)
        self._take_place(table, line, row)
        for column, code, params in broken_rules(table, row):
            self._problem(table, line, column, code, getattr(row, column), params)
        self.context.remember(table, row)
        if table.name == "enrolment":
            stay = (row.entered_on, row.exited_on or date.max, line)
            self.stays[row.client_id, row.program_id].append(stay)
        for column, code, params in oddities(table, row, agency, self.context):
            value = shown(getattr(row, column))
            note = Problem(code, table.file, line, column, value, params)
            self.report.notes.add(note)

    def _references(self, table: Table, line: Line) -> str | None:
        """Check where the row points and return the agency it belongs to, if it can be told."""
        agency, missing = None, []
        for position, target in table.references:
            row_id = line.cells[position]
            if not row_id:
                continue
            ids = self.agencies[target]
            if row_id not in ids:
                missing.append((position, target, row_id))
            theirs = row_id if target == "agency" else ids.get(row_id)
            if agency is None:
                agency = theirs
            elif theirs is not None and theirs != agency:
                params = {"table": target}
                column = table.names[position]
                self._problem(table, line.line, column, "other_agency", row_id, params)
        for position, target, row_id in missing:
            if target == table.name:
                self.later.append((line.line, position, row_id, agency))
            else:
                self._unknown(table, line.line, position, row_id, agency)
        return agency

    def _own_references(self, table: Table) -> None:
        """References to rows of the same file (a supervisor), which may stand further down."""
        ids = self.agencies[table.name]
        for line, position, row_id, agency in self.later:
            if row_id not in ids:
                self._unknown(table, line, position, row_id, agency)
            elif agency and ids[row_id] not in (None, agency):
                params = {"table": table.name}
                name = table.names[position]
                self._problem(table, line, name, "other_agency", row_id, params)
        self.later = []

    def _unknown(
        self, table: Table, line: int, position: int, row_id: str, agency: str | None
    ) -> None:
        target = table.columns[position].references
        if not self.known(target, agency, row_id):
            params = {"table": target}
            name = table.names[position]
            self._problem(table, line, name, "unknown_reference", row_id, params)

    def _take_id(self, table: Table, line: Line, agency: str | None) -> None:
        if not table.has_id or not line.cells[0]:
            return
        ids, row_id = self.agencies[table.name], line.cells[0]
        if row_id in ids:
            self._problem(table, line.line, table.key[0], "repeated_id", row_id)
        else:
            ids[row_id] = row_id if table.name == "agency" else agency

    def _take_key(self, table: Table, line: int, row: Row) -> None:
        key = tuple(getattr(row, name) for name in table.key)
        other = self.keys.setdefault(key, row)
        if other is row:
            return
        column = table.key[-1]
        value = shown(getattr(row, column))
        if other == row:
            note = Problem("same_row_twice", table.file, line, column, value)
            self.report.notes.add(note)
        else:
            params = {"key": ", ".join(table.key)}
            self._problem(table, line, column, "repeated_row", value, params)

    def _take_place(self, table: Table, line: int, row: Row) -> None:
        if (place := alone_in(table, row)) and self.places.setdefault(place, row) is not row:
            columns, _said = place
            value = getattr(row, columns[-1])
            self._problem(
                table, line, columns[-1], "repeated_row", value, {"key": ", ".join(columns)}
            )

    def _overlaps(self, table: Table) -> None:
        """Of two enrolments that overlap, the later one is refused (measures.md E9)."""
        for stays in self.stays.values():
            last = date.min
            for entered, exited, line in sorted(stays):
                if entered <= last:
                    self._problem(table, line, "entered_on", "overlapping_enrolment", entered)
                last = max(last, exited)

    def _problem(
        self,
        table: Table,
        line: int,
        column: str,
        code: str,
        value: object,
        params: Mapping[str, object] | None = None,
    ) -> None:
        problem = Problem(code, table.file, line, column, shown(value), params or {})
        self.report.problems.append(problem)


def _place(problem: Problem) -> tuple[int, int, int]:
    """Problems are listed in the order of the files, lines and columns."""
    name = problem.file.removesuffix(".csv")
    names = TABLE[name].names
    column = names.index(problem.column) if problem.column in names else -1
    return list(TABLE).index(name), problem.line, column
