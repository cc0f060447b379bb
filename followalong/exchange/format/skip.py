"""What `--skip-bad-rows` keeps: whole good enrolments, never parts of one.

A refused row takes with it every row that depends on it, and any row about an enrolment takes the
whole enrolment with it: half a history would give wrong figures that look right. An id that two
rows claim takes both, since nobody can tell which of them the others mean. Where a row is so
broken that nobody can tell whose it is, no enrolment can be called whole, and none is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .check import UNREADABLE, Report
from .problems import Problem
from .read import Line, Package, header_problem
from .schema import Table
from .tables import TABLES

# What a row is a part of: a wage of its job, an addendum of its contact, the rest of an enrolment.
PART_OF: dict[str, str] = {
    **{
        table.name: "enrolment"
        for table in TABLES
        if table.name != "enrolment" and "enrolment_id" in table.names
    },
    "addendum": "contact",
    "wage": "job",
}


@dataclass
class LeftOut:
    """What was left out: rows per table, the enrolments, and rows nobody can attribute."""

    rows: Counter[str] = field(default_factory=Counter)
    enrolments: set[str] = field(default_factory=set)
    unattributed: list[Problem] = field(default_factory=list)


def only_good(package: Package, report: Report) -> tuple[Package, LeftOut]:
    """The package without refused rows and all that depends on them, and what that leaves out."""
    return _Skip(package, report).run()


class _Skip:
    def __init__(self, package: Package, report: Report) -> None:
        self.package = package
        self.bad = report.bad_lines
        self.problems = report.problems
        self.ids: dict[str, set[str]] = defaultdict(set)
        self.gone: dict[str, set[str]] = defaultdict(set)
        self.left_out = LeftOut()

    def run(self) -> tuple[Package, LeftOut]:
        self._read_ids()
        self._unattributed()
        while self._pass():
            pass
        lines = {table.name: self._lines(table) for table in TABLES}
        self.left_out.rows = Counter({name: len(found) for name, found in lines.items() if found})
        self.left_out.enrolments = self.gone["enrolment"] & self.ids["enrolment"]
        return self.package.leaving_out(lines), self.left_out

    def _read_ids(self) -> None:
        for table in TABLES:
            if table.name in {"enrolment", *PART_OF.values()}:
                ids = {line.cells[0] for line in self.package.lines(table)}
                self.ids[table.name] = ids - {""}

    def _unattributed(self) -> None:
        """A row, or a whole file, that could be about anyone leaves no enrolment certain."""
        for table in TABLES:
            whole = PART_OF.get(table.name)
            if whole:
                self._unattributed_in(table, whole)
        if self.left_out.unattributed:
            self.gone["enrolment"] |= self.ids["enrolment"]

    def _unattributed_in(self, table: Table, whole: str) -> None:
        if not self.package.has(table):
            return
        headless = header_problem(table, self.package.header(table))
        if headless:
            self.left_out.unattributed.append(headless)
        unreadable = [p for p in self.problems if p.file == table.file and p.code in UNREADABLE]
        if headless or not unreadable:
            return
        found = {line.line: line for line in self.package.lines(table) if self._is_broken(line)}
        self.left_out.unattributed += [
            p for p in unreadable if not self._known(table, found[p.line], whole)
        ]

    def _is_broken(self, line: Line) -> bool:
        return bool(line.problems) and line.problems[0].code in UNREADABLE

    def _known(self, table: Table, line: Line, whole: str) -> bool:
        return line.cells[table.position(f"{whole}_id")] in self.ids[whole]

    def _pass(self) -> bool:
        """Once through all rows, parents first; whether more ids had to go."""
        before = sum(map(len, self.gone.values()))
        for table in TABLES:
            whole = PART_OF.get(table.name)
            part = table.position(f"{whole}_id") if whole else 0
            for line in self.package.lines(table):
                if not self._goes(table, line):
                    continue
                if table.has_id and line.cells[0]:
                    self.gone[table.name].add(line.cells[0])
                if whole and line.cells[part]:
                    self.gone[whole].add(line.cells[part])
        return sum(map(len, self.gone.values())) > before

    def _lines(self, table: Table) -> frozenset[int]:
        lines = self.package.lines(table)
        return frozenset(line.line for line in lines if self._goes(table, line))

    def _goes(self, table: Table, line: Line) -> bool:
        if line.line in self.bad.get(table.name, ()):
            return True
        if table.has_id and line.cells[0] in self.gone[table.name]:
            return True
        return any(line.cells[place] in self.gone[target] for place, target in table.references)
