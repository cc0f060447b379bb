"""A spreadsheet in the hands of an administrator, and in those of a supervisor."""

import pytest

from tests.exchange.sheets.bringing import Bringing


@pytest.fixture
def it(as_ana, cast):
    return Bringing(as_ana, cast)


@pytest.fixture
def by_sol(as_sol, cast):
    return Bringing(as_sol, cast)
