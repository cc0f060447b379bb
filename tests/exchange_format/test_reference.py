"""The page about the format says what the format is."""

from pathlib import Path

import pytest

from followalong.exchange.format import MESSAGES, TABLES
from followalong.exchange.format.reference import page

pytestmark = pytest.mark.unit

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exchange-format.md"


def test_the_page_is_current():
    command = "python -m followalong.exchange.format.reference > docs/reference/exchange-format.md"
    assert PAGE.read_text(encoding="utf-8") == page(), f"Run: {command}"


def test_the_page_names_every_file_column_and_problem():
    said = page()
    for table in TABLES:
        assert f"### {table.file}" in said
        assert all(f"| `{column.name}`" in said for column in table.columns)
    assert all(f"| `{code}`" in said for code in MESSAGES)
