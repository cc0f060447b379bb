"""Two more specialists of Sol's."""

import pytest

from tests.cast import make_member
from tests.home import scenes


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


@pytest.fixture
def ida(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Ida", "employment_specialist", cast.ips, cast.sol)
