"""F7 of the standards: no room left for the data and its log, and then there is room again."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.faults.installation import each_once, goes_on, installed, saved_by, writing

pytestmark = pytest.mark.fault
ROOM = "512m"
NO_ROOM = "No room to save"


@pytest.fixture
def small_disk():
    """A file system of its own, so that nothing else on this machine runs out of room."""
    folder = Path(tempfile.mkdtemp(prefix="followalong-small-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=755", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator can make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@contextlib.contextmanager
def no_room(disk: Path):
    """Every free byte is taken."""
    filler = disk / "filler"
    with filler.open("wb") as file, contextlib.suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free)
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    assert shutil.disk_usage(disk).free == 0
    yield
    filler.unlink()


def test_without_room_nothing_is_lost_people_are_told_and_it_comes_back_by_itself(small_disk):
    with installed(small_disk / "state") as running, writing(running) as writers:
        goes_on(writers)
        with no_room(small_disk):
            wait_until(lambda: any(NO_ROOM in w.refused for w in writers))
            # And when even the log has no room, the server cannot go on.
            with pytest.raises(psycopg.OperationalError):
                for _ in range(100):
                    new_log_segment(running.admin_url())
            time.sleep(12)  # it tries to start meanwhile, and cannot
            assert running.process.poll() is None, "the supervisor gave up"
        running.wait_until_ready()
        goes_on(writers)
        before = saved_by(writers)
        each_once(before, running.ask("count"))


def new_log_segment(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SELECT pg_logical_emit_message(true, 'fault', 'x')")
        admin.execute("SELECT pg_switch_wal()")


def wait_until(is_so, within: float = 60) -> None:
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
