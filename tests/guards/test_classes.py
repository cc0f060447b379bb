"""Every column has a privacy class and a meaning; pages made from code say what the code says."""

import subprocess
import sys

import pytest

from followalong.agencies import meanings
from followalong.agencies.describe_roles import page
from followalong.agencies.privacy_classes import ANY, CLASSES, class_of, lines
from followalong.home.dictionary.page import page as dictionary
from followalong.home.dictionary.tables import without_meaning
from tests.guards.rooms import ROOT, models

WRITES_DICTIONARY = "python -m followalong.home.dictionary > docs/reference/data-dictionary.md"


@pytest.fixture(scope="module")
def columns() -> set[tuple[str, str]]:
    return {
        (model._meta.label_lower, field.name)
        for model in models()
        for field in model._meta.local_concrete_fields
    }


def test_every_column_has_a_privacy_class(columns):
    without = sorted(f"{m},{f}," for m, f in columns if class_of(m, f) is None)
    assert not without, (
        "Add these lines to followalong/agencies/data/privacy_classes.csv, each with its class"
        f" ({', '.join(CLASSES)}), then write docs/reference/permissions.md again:\n"
        + "\n".join(without)
    )


def test_no_line_speaks_of_a_column_that_is_gone(columns):
    general = {field for _, field in columns}
    stale = [
        (model, field)
        for model, field in lines()
        if (model, field) not in columns and not (model == ANY and field in general)
    ]
    assert not stale, f"Take these lines out of privacy_classes.csv: {stale}"


def test_every_class_is_one_of_the_known():
    unknown = {line: name for line, name in lines().items() if name not in CLASSES}
    assert not unknown, f"The classes are {list(CLASSES)}: {unknown}"
    assert "D" not in lines().values(), "The row's label says D, not its column"


def test_the_page_of_permissions_is_up_to_date():
    written = (ROOT / "docs/reference/permissions.md").read_text()
    assert written == page(), (
        "Run: python -m followalong.agencies.describe_roles > docs/reference/permissions.md"
    )


def test_the_page_of_permissions_can_be_written_by_itself():
    """Without settings or a database, as CONTRIBUTING says."""
    command = [sys.executable, "-m", "followalong.agencies.describe_roles"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout == page()


def test_every_table_and_column_says_what_it_means():
    missing = without_meaning()
    assert not missing, (
        "Give each of these tables a docstring, and add these lines, each with its meaning, to"
        " followalong/agencies/data/meanings.csv beside the table's other lines; columns of the"
        " exchange package have theirs in exchange/format/tables/. Then run"
        f" {WRITES_DICTIONARY}:\n" + "\n".join(missing)
    )


def test_no_meaning_is_of_a_column_that_is_gone(columns):
    general = {field for _, field in columns}
    stale = [
        (model, field)
        for model, field in meanings.lines()
        if (model, field) not in columns and not (model == ANY and field in general)
    ]
    assert not stale, f"Take these lines out of meanings.csv: {stale}"


def test_the_data_dictionary_is_up_to_date():
    written = (ROOT / "docs/reference/data-dictionary.md").read_text()
    assert written == dictionary(), f"Run: {WRITES_DICTIONARY}"


def test_the_data_dictionary_can_be_written_by_itself():
    command = [sys.executable, "-m", "followalong.home.dictionary"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout == dictionary()
