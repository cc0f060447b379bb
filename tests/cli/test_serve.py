"""serve keeps web, worker and database going, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from followalong.ops.paths import CHECKOUT
from followalong.ops.ports import any_free, is_free
from tests.cli.conftest import environment, followalong

pytestmark = pytest.mark.fault

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


class Serving:
    """One `followalong serve` and what can be seen of it from outside."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = any_free()
        with (state / "serve.err").open("w") as told:
            self.process = self._start(told)
        assert self.process.stdout
        self.opening = ""
        while line := self.process.stdout.readline():
            self.opening += line
            if line.startswith("Ctrl-C"):
                break

    def _start(self, told: IO[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "followalong.cli", "serve", "--web-workers", "1"],
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            cwd=CHECKOUT,
            env=environment(self.state, FOLLOWALONG_PORT=str(self.port), FOLLOWALONG_DEMO="0"),
        )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as page:
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def postgres(self) -> int | None:
        try:
            text = (self.state / "postgres/data/postmaster.pid").read_text()
            return int(text.splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None

    def children(self) -> dict[int, str]:
        """Process ids of our Python children with their command lines."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except (OSError, IndexError):
                continue
            if entry.name.isdigit() and int(parent) == self.process.pid and "python -m" in words:
                found[int(entry.name)] = words
        return found

    def web(self) -> int | None:
        return next((pid for pid, words in self.children().items() if "granian" in words), None)

    def is_gone(self) -> bool:
        return is_free(self.port) and self.postgres() is None

    def told(self) -> str:
        return (self.state / "serve.err").read_text()


@contextmanager
def serving(state: Path) -> Iterator[Serving]:
    running = Serving(state)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
        running.process.communicate(timeout=180)  # a worker may take its minute
        wait_until(running.is_gone)


@linux_only
def test_it_tells_its_address_and_stops_in_order(installation: Path) -> None:
    with serving(installation) as running:
        assert f"http://127.0.0.1:{running.port}" in running.opening, running.told()
        assert "/first/" in running.opening
        wait_until(running.answers)
        children = running.children()
        assert len(children) == 2
        for pid in children:
            held = Path(f"/proc/{pid}/environ").read_bytes()
            assert b"DATABASE_URL=" in held
            assert b"_OWNER" not in held
            assert b"followalong_owner" not in held
            assert b"ADMIN" not in held
        beside = followalong(installation, "serve", FOLLOWALONG_PORT=str(running.port))
        assert (beside.returncode, "is taken" in beside.stderr) == (2, True)
        running.process.send_signal(signal.SIGINT)
        running.process.communicate(timeout=60)
        assert running.process.returncode == 0
        assert running.is_gone()


@linux_only
def test_a_killed_postgresql_and_a_killed_web_server_come_back(installation: Path) -> None:
    with serving(installation) as running:
        wait_until(running.answers)
        first = running.postgres()
        assert first
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: running.postgres() not in (None, first) and running.answers())
        assert "PostgreSQL is back" in running.told()

        web = running.web()
        assert web
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: running.web() not in (None, web) and running.answers())
        assert "web server ended by itself" in running.told()


def test_a_killed_supervisor_leaves_nothing_running(installation: Path) -> None:
    with serving(installation) as running:
        wait_until(running.answers)
        running.process.kill()
        wait_until(running.is_gone)
    with serving(installation) as again:
        wait_until(again.answers)
