"""Reading a package as a stream of rows: memory does not grow with the size of a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple

from .cells import BadCell, read_cell, reader
from .problems import Problem, _, shown
from .schema import Row, Table
from .source import DESCRIPTION, NotAPackage, Source, open_source
from .tables import FORMAT_NAME, FORMAT_VERSION, TABLE, TABLES


class Record(NamedTuple):
    """One record of a CSV file as text: the line it begins on, and what made it unreadable."""

    line: int
    cells: list[str]
    broken: str | None = None


class Line(NamedTuple):
    """One row of a table: the parsed row if it can be read; else its cells and problems.

    `cells` are in the order of the table's columns, as text.
    """

    line: int
    row: Row | None
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class PackageChanged(ValueError):
    """The files changed between checking and reading them."""


@dataclass(frozen=True)
class Package:
    """A package that was opened. Rows are read from the files each time they are asked for."""

    source: Source
    without: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def has(self, table: Table) -> bool:
        return table.file in self.source.names

    def lines(self, table: Table) -> Iterator[Line]:
        """Every row of the table, good or bad, with its line."""
        if self.has(table):
            yield from _lines(self, table)

    def numbered_rows(self, table: Table | str) -> Iterator[tuple[int, Row]]:
        """The good rows with their lines. Check the package first: a bad row raises here."""
        table = TABLE[table] if isinstance(table, str) else table
        left_out = self.without.get(table.name, frozenset())
        seen: set[Row] = set()
        for line in self.lines(table):
            if line.line in left_out:
                continue
            if line.row is None:
                raise PackageChanged(f"{table.file} changed while it was being read.")
            if not table.has_id:
                if line.row in seen:
                    continue  # the same row twice is kept once
                seen.add(line.row)
            yield line.line, line.row

    def rows(self, table: Table | str) -> Iterator[Row]:
        """The good rows of the table, as named tuples of parsed values."""
        return (row for _line, row in self.numbered_rows(table))

    def leaving_out(self, lines: Mapping[str, frozenset[int]]) -> Package:
        """The same package without those lines."""
        return replace(self, without=lines)

    def header(self, table: Table) -> Record | None:
        """The first record of the file, which names the columns."""
        with self.source.open(table.file) as stream:
            return next(records(stream), None)


def read_package(path: str | Path) -> Package:
    """Open the package at the path; raises NotAPackage if there is none."""
    return package_in(open_source(Path(path)))


def package_in(source: Source) -> Package:
    """The package that these files make; raises NotAPackage if they make none."""
    if not any(table.file in source.names for table in TABLES):
        raise NotAPackage(_("There is none of the files of the format, such as client.csv."))
    _refuse_other_version(source)
    return Package(source)


def _refuse_other_version(source: Source) -> None:
    """A package without a description is welcome; one of a later format is not."""
    if DESCRIPTION not in source.names:
        return
    try:
        with source.open(DESCRIPTION) as stream:
            description = json.loads(stream.read())
    except (ValueError, RecursionError) as error:
        raise NotAPackage(_("%(file)s is not JSON."), file=DESCRIPTION) from error
    if not isinstance(description, dict) or description.get("name") != FORMAT_NAME:
        return
    version = str(description.get("version", FORMAT_VERSION))
    if version.split(".")[0] != FORMAT_VERSION.split(".")[0]:
        raise NotAPackage(
            _("The package has format %(theirs)s; this reads %(ours)s."),
            theirs=version,
            ours=FORMAT_VERSION,
        )


def records(stream: IO[bytes]) -> Iterator[Record]:
    """The records of a CSV file. Blank lines are skipped; a broken record does not end the rest."""
    lines = _Lines(stream)
    reader = csv.reader(lines, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Record(lines.first, _leniently(lines.taken), "broken_row")
            continue
        if cells:
            yield Record(lines.first, cells, "not_utf8" if lines.undecodable else None)


def _leniently(taken: list[str]) -> list[str]:
    """What can be made out of a broken record, to tell whom it is about.

    One that ran over several lines may have swallowed other rows: of that nothing can be said.
    """
    if len(taken) != 1:
        return []
    try:
        return next(csv.reader(taken, strict=False), [])
    except csv.Error:
        return []


class _Lines:
    """The lines of a file as text, remembering those of the record being read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.number = 0
        self.begin()

    def begin(self) -> None:
        self.first = self.number + 1
        self.taken: list[str] = []
        self.undecodable = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        raw = next(self.stream)
        self.number += 1
        if self.number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode(errors="surrogateescape")
            self.undecodable = True
        self.taken.append(text)
        return text


def _lines(package: Package, table: Table) -> Iterator[Line]:
    """The rows below the header, read column by column in the table's order."""
    with package.source.open(table.file) as stream:
        found = records(stream)
        header = next(found, None)
        problem = header_problem(table, header)
        if problem or header is None:
            return
        width = len(header.cells)
        pick = _picker(table, header.cells)
        read = reader(table.columns)
        row = table.row._make
        for record in found:
            cells = record.cells
            if record.broken or len(cells) != width:
                yield _unreadable(table, record, width, pick)
                continue
            cells.append("")
            picked = pick(cells)
            try:
                values = read(picked)
            except BadCell:
                problems = _bad_cells(table, record.line, picked)
                yield Line(record.line, None, picked, problems)
            else:
                yield Line(record.line, row(values), picked)


def header_problem(table: Table, header: Record | None) -> Problem | None:
    """What keeps the whole file from being read, if anything."""
    if header is None or header.broken:
        return Problem((header and header.broken) or "no_header", table.file, 1, "", "")
    names = header.cells
    for column in table.columns:
        if names.count(column.name) > 1:
            return Problem("repeated_column", table.file, header.line, column.name, column.name)
        if column.required and column.name not in names:
            params = {"column": column.name}
            return Problem("missing_column", table.file, header.line, column.name, "", params)
    return None


def _picker(table: Table, header: list[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """Put a record into the table's order; a column that is not there reads the empty last cell."""
    absent = len(header)
    places = [header.index(name) if name in header else absent for name in table.names]
    return itemgetter(*places)


def _unreadable(table: Table, record: Record, width: int, pick: Callable) -> Line:
    cells = record.cells
    if record.broken == "not_utf8" and len(cells) == width:
        picked = pick([*cells, ""])
        bad = [(n, c) for n, c in zip(table.names, picked, strict=True) if not _is_text(c)]
        name, cell = bad[0] if bad else ("", "")
        problem = Problem("not_utf8", table.file, record.line, name, shown(cell))
        return Line(record.line, None, picked, (problem,))
    code = "cell_count" if record.broken is None else record.broken
    params = {"found": len(cells), "named": width}
    problem = Problem(code, table.file, record.line, "", shown(",".join(cells)), params)
    padded = (cells + [""] * width)[:width]
    return Line(record.line, None, pick([*padded, ""]), (problem,))


def _is_text(cell: str) -> bool:
    return not any("\udc80" <= character <= "\udcff" for character in cell)


def _bad_cells(table: Table, line: int, cells: tuple[str, ...]) -> tuple[Problem, ...]:
    problems = []
    for column, cell in zip(table.columns, cells, strict=True):
        try:
            read_cell(column, cell)
        except BadCell as bad:
            problems.append(
                Problem(bad.code, table.file, line, column.name, shown(cell), bad.params)
            )
    return tuple(problems)
