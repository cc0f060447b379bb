"""Each test that the ASVS sheet names behind a claim is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit
ROOT = Path(__file__).parents[2]
SHEET = ROOT / "docs/reference/asvs.md"
NAMED = re.compile(r"`(tests/[^`]*|test_[^`]*)`")


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


def test_every_line_says_where_it_stands_and_why():
    states = {"met", "partly", "not met", "yours", "n/a"}
    assert len(rows()) > 60
    assert not [row for row in rows() if len(row) != 3 or row[1] not in states or not row[2]]


def test_a_name_that_is_not_there_is_noticed():
    assert is_there("tests/proofs/test_sheet.py::test_a_name_that_is_not_there_is_noticed")
    for wrong in (
        "tests/proofs/test_nothing.py",
        "tests/proofs/test_sheet.py::test_nothing",
        "test_nothing_at_all",
        "tests/nothing/",
    ):
        assert not is_there(wrong), wrong
