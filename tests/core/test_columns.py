"""Short secrets in columns: bound to their place, renewed under a new key, found blindly."""

import pytest

from followalong.core import columns
from followalong.core.files import NotOpened

HERE, THERE = "table.column:1", "table.column:2"
pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def keys(settings):
    def hold(*said):
        settings.FILE_KEYS = list(said)

    hold("old")
    return hold


def test_sealed_here_it_opens_here_and_nowhere_else():
    sealed = columns.seal_text("A secret é", place=HERE)
    assert "secret" not in sealed and columns.open_text(sealed, place=HERE) == "A secret é"
    with pytest.raises(NotOpened):
        columns.open_text(sealed, place=THERE)


CHANGES = [lambda s: s[:-6] + "AAAA==", lambda s: "v2" + s[2:], lambda s: ""]


@pytest.mark.parametrize("change", CHANGES)
def test_changed_it_does_not_open(change):
    with pytest.raises(NotOpened):
        columns.open_text(change(columns.seal_text("A secret", place=HERE)), place=HERE)


def test_a_new_key_seals_and_the_old_one_still_opens(keys):
    old = columns.seal_text("A secret", place=HERE)
    keys("new", "old")
    assert not columns.is_sealed_now(old) and columns.open_text(old, place=HERE) == "A secret"
    fresh = columns.seal_text("A secret", place=HERE)
    keys("new")
    assert columns.is_sealed_now(fresh) and columns.open_text(fresh, place=HERE) == "A secret"
    with pytest.raises(NotOpened):
        columns.open_text(old, place=HERE)


def test_a_blind_index_finds_the_same_text_while_keys_change(keys):
    [stored] = columns.blind_indexes("1234", place="table.column")
    assert stored not in columns.blind_indexes("1234", place="table.other")
    assert stored not in columns.blind_indexes("1235", place="table.column")
    keys("new", "old")
    assert stored in columns.blind_indexes("1234", place="table.column")
    assert stored != columns.blind_indexes("1234", place="table.column")[0]
