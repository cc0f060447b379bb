"""A backup a day, a drill a week, and no more copies than are kept."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.cli.nightly import due
from followalong.ops import nights

pytestmark = pytest.mark.unit
NOW = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch) -> tuple[Path, Path]:
    backups, drills = tmp_path / "backups", tmp_path / "state" / "drills"
    for folder in (backups, drills):
        folder.mkdir(parents=True)
    monkeypatch.setenv("FOLLOWALONG_BACKUPS", str(backups))
    monkeypatch.setenv("FOLLOWALONG_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://somewhere")
    return backups, drills


def put(folder: Path, pattern: str, **ago: int) -> Path:
    path = folder / (NOW - dt.timedelta(**ago)).strftime(pattern)
    path.touch()
    return path


def test_a_backup_comes_first_then_a_drill_with_the_newest(folders) -> None:
    backups, drills = folders
    assert due(NOW) == ["backup", str(backups / "followalong-2026-11-24T03-00-00Z.backup")]
    put(backups, nights.NAME, days=3)
    assert due(NOW)[0] == "backup"
    newest = put(backups, nights.NAME, hours=23)
    assert due(NOW) == ["drill", str(newest)]
    put(drills, nights.REPORT, days=7)
    assert due(NOW) == ["drill", str(newest)]
    put(drills, nights.REPORT, days=6)
    assert due(NOW) == []


@pytest.mark.parametrize("missing", ["FOLLOWALONG_BACKUPS", "DATABASE_OWNER_URL"])
def test_without_a_folder_or_the_owner_nothing_is_due(folders, monkeypatch, missing) -> None:
    monkeypatch.delenv(missing)
    assert due(NOW) == []


def test_a_file_of_somebody_else_counts_for_nothing(folders) -> None:
    (folders[0] / "before-the-move.backup").touch()
    assert due(NOW)[0] == "backup"


@given(st.lists(st.integers(0, 400), unique=True, max_size=40), st.integers(1, 20))
def test_only_the_oldest_go_and_as_many_as_are_kept_stay(days: list[int], kept: int) -> None:
    had = [(NOW - dt.timedelta(days=n), Path(str(n))) for n in days]
    gone = {int(path.name) for path in nights.too_many(had, kept)}
    left = set(days) - gone
    assert len(left) == min(len(days), kept)
    assert all(old > young for old in gone for young in left)


@given(st.integers(-(10**6), 10**6))
def test_due_again_after_its_time_or_when_the_clock_was_put_back(minutes: int) -> None:
    last = NOW - dt.timedelta(minutes=minutes)
    assert nights.is_due([last], nights.BACKUP_EVERY, NOW) == (not 0 <= minutes < 24 * 60)
