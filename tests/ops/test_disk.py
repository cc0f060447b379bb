"""How full a disk is, and the room that is set aside on it."""

import os
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.ops import reserve
from followalong.ops.disk import PLENTY, Level, Room, level_of, room_at

pytestmark = pytest.mark.unit
MB = 1 << 20


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        (79, Level.WELL),
        (80, Level.ALARM),
        (89, Level.ALARM),
        (90, Level.NO_FILES),
        (94, Level.NO_FILES),
        (95, Level.READ_ONLY),
        (100, Level.READ_ONLY),
    ],
)
def test_what_a_share_means(percent: int, level: Level) -> None:
    assert level_of(Room(percent * MB, (100 - percent) * MB)) == level


def test_with_plenty_left_nobody_is_kept_from_working() -> None:
    assert level_of(Room(99 * PLENTY, PLENTY)) == Level.ALARM
    assert level_of(Room(99 * PLENTY, PLENTY - 1)) == Level.READ_ONLY


@given(st.integers(0, 1 << 45), st.integers(0, 1 << 45), st.integers(0, 1 << 40))
def test_taking_more_never_makes_it_better(used: int, left: int, size: int) -> None:
    room = Room(used, left)
    assert level_of(room.less(min(size, left))) >= level_of(room)


def test_what_only_the_administrator_may_use_is_not_counted(tmp_path: Path) -> None:
    told = SimpleNamespace(f_frsize=4096, f_blocks=100, f_bfree=20, f_bavail=10)
    room = room_at(tmp_path / "not" / "there", statvfs=lambda place: told)
    assert room == Room(80 * 4096, 10 * 4096)


@pytest.fixture
def small_disk():
    folder = Path(tempfile.mkdtemp(prefix="followalong-reserve-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("only an administrator can make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def test_the_reserve_holds_real_blocks_and_gives_them_back(small_disk: Path) -> None:
    before = room_at(small_disk).left
    assert reserve.make(small_disk, 16 * MB)
    assert reserve.held(small_disk) == 16 * MB
    assert before - room_at(small_disk).left >= 16 * MB
    assert reserve.make(small_disk, 16 * MB), "made once, it stands"
    assert (small_disk / "reserve").stat().st_mode & 0o77 == 0
    assert reserve.release(small_disk) == 16 * MB
    assert (room_at(small_disk).left, reserve.held(small_disk)) == (before, 0)
    assert reserve.release(small_disk) == 0


def test_it_never_fills_the_disk_itself(small_disk: Path) -> None:
    assert not reserve.make(small_disk, 33 * MB)
    assert list(small_disk.iterdir()) == []


def test_a_file_with_holes_is_no_reserve(small_disk: Path) -> None:
    with (small_disk / "reserve").open("wb") as file:
        file.truncate(16 * MB)
    assert reserve.held(small_disk) == 0
    assert reserve.make(small_disk, 16 * MB) and reserve.held(small_disk) == 16 * MB
