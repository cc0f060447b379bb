"""The ASVS sheet has each requirement of levels 1 and 2, and what it names behind it is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit
ROOT = Path(__file__).parents[2]
SHEET = ROOT / "docs/reference/asvs.md"
NAMED = re.compile(r"`(tests/[^`]*|test_[^`]*)`")
FILE = re.compile(r"`((?:followalong|docs|requirements)/[^`]*|pyproject\.toml)`")
# The standard's sections (5.0.0), each with the levels of its requirements in their order.
LEVELS = """
1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123, 2.1 122, 2.2 112, 2.3 12223, 2.4 23,
3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333, 4.1 12233, 4.2 23333,
4.3 22, 4.4 1222, 5.1 2, 5.2 112333, 5.3 113, 5.4 222, 6.1 122, 6.2 111111112222, 6.3 11223333,
6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222, 7.1 222, 7.2 1111, 7.3 22, 7.4 11222,
7.5 223, 7.6 22, 8.1 1233, 8.2 1123, 8.3 133, 8.4 23, 9.1 111, 9.2 1222, 10.1 22, 10.2 223,
10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222, 11.1 2233, 11.2 22233,
11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33, 12.1 12233, 12.2 11, 12.3 22223, 13.1 2333,
13.2 222223, 13.3 2233, 13.4 1222233, 14.1 22, 14.2 12223333, 14.3 122, 15.1 12233, 15.2 12233,
15.3 1222222, 15.4 3333, 16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223, 17.1 23,
17.2 22223333, 17.3 22
"""


@cache
def named_in(file: Path) -> frozenset[str]:
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@cache
def everything() -> frozenset[str]:
    """Files and tests by their bare names, as a line may call them for short."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    return frozenset(f.name for f in files).union(*map(named_in, files))


def is_there(named: str) -> bool:
    path, _, test = named.partition("::")
    if not path.startswith("tests/"):
        return path in everything()
    places = list(ROOT.glob(path))
    return bool(places) and (not test or any(test in named_in(place) for place in places))


def rows() -> list[list[str]]:
    lines = [line for line in SHEET.read_text().splitlines() if line.startswith("| V")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_test_that_the_sheet_names_is_there():
    gone = [name for name in NAMED.findall(SHEET.read_text()) if not is_there(name)]
    assert not gone, f"Renamed or gone; put the sheet right: {gone}"


def standard() -> list[tuple[str, str]]:
    """(number, level) of each requirement, all three levels."""
    sections = [part.split() for part in LEVELS.replace("\n", " ").split(",")]
    return [
        (f"V{section}.{place}", level)
        for section, levels in sections
        for place, level in enumerate(levels, start=1)
    ]


def test_every_requirement_of_both_levels_is_there_once():
    asked = [one for one in standard() if one[1] in "12"]
    assert (len(standard()), len(asked)) == (345, 253)
    assert [(row[0], row[1]) for row in rows()] == asked


def test_every_line_says_where_it_stands_and_why():
    states = {"met", "partly", "not met", "yours", "n/a"}
    assert not [row for row in rows() if len(row) != 4 or row[2] not in states or not row[3]]


def test_what_is_met_names_a_test_or_a_file_that_is_there():
    sheet = SHEET.read_text()
    gone = [name for name in FILE.findall(sheet) if not (ROOT / name).exists()]
    assert not gone, f"Moved or gone; put the sheet right: {gone}"
    shown = [row for row in rows() if row[2] == "met"]
    unsaid = [row[0] for row in shown if not NAMED.search(row[3]) and not FILE.search(row[3])]
    assert not unsaid, f"Say what shows these: {unsaid}"


def test_a_name_that_is_not_there_is_noticed():
    assert is_there("tests/proofs/test_sheet.py::test_a_name_that_is_not_there_is_noticed")
    for wrong in (
        "tests/proofs/test_nothing.py",
        "tests/proofs/test_sheet.py::test_nothing",
        "test_nothing_at_all",
        "tests/nothing/",
    ):
        assert not is_there(wrong), wrong
