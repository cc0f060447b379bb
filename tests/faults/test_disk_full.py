"""F7 of the standards: no room left for the data and its log, and then there is room again."""

import contextlib
import http.client
import json
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


def test_what_was_set_aside_lets_the_record_and_reading_go_on(small_disk):
    """On the disk's last blocks nobody can read, until one command gives the reserve back."""
    with installed(small_disk / "state", FOLLOWALONG_RESERVE_MB="20") as running:
        reserve = small_disk / "state" / "postgres" / "reserve"
        wait_until(reserve.exists)
        assert reserve.stat().st_blocks * 512 == 20 << 20
        events = running.ask("events")["events"]
        with no_room(small_disk):
            wait_until(lambda: opens_ben(running) == 503)
            done = running.run("reserve", "release")
            assert (done.returncode, "20 MB were given back" in done.stdout) == (0, True)
            running.wait_until_ready()
            wait_until(lambda: opens_ben(running) == 200)
            answer, page = read(running, "/readyz")
            assert (answer, json.loads(page)["disk"]) == (200, "read_only")
            assert running.ask("events")["events"] > events, "the looks are on the record"


def read(running, path: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
    session = f"followalong_session_{running.port}={running.planted['session']}"
    try:
        line.request("GET", path, headers={"Cookie": session})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        line.close()


def opens_ben(running) -> int:
    planted = running.planted
    return read(running, f"/a/{planted['code']}/clients/{planted['client']}/")[0]


def new_log_segment(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SELECT pg_logical_emit_message(true, 'fault', 'x')")
        admin.execute("SELECT pg_switch_wal()")


def wait_until(is_so, within: float = 60) -> None:
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
