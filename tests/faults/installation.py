"""`followalong serve` as an agency runs it, and people who save contacts in it all the time."""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench.pages import writing_form
from followalong.ops.ports import any_free
from tests.cli.conftest import migrated
from tests.serving import ROOT, wait_until_it_answers

WRITERS = 4


class Installation:
    """`followalong serve` in a state folder of its own, as an agency would run it."""

    def __init__(self, state: Path, **more: str) -> None:
        self.state, self.port = state, any_free()
        self.planted: dict[str, str] = {}
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
        self.environment |= {
            "FOLLOWALONG_STATE": str(state),
            "FOLLOWALONG_PORT": str(self.port),
            "FOLLOWALONG_DEMO": "0",
            "FOLLOWALONG_DEBUG": "0",
        } | more
        # The server refuses what the tests' own process lives with; it makes its own.
        for secret in ("FOLLOWALONG_SECRET_KEY", "FOLLOWALONG_FILE_KEYS"):
            self.environment.pop(secret, None)
        command = [sys.executable, "-m", "followalong.cli", "serve", "--web-workers", "2"]
        self.log = (state.parent / "serve.log").open("wb")
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=self.log, stderr=self.log
        )

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A command of this installation, beside the running server."""
        command = [sys.executable, "-m", "followalong.cli", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def admin_url(self) -> str:
        password = (self.state / "secrets" / "admin_password").read_text().strip()
        port = (self.state / "port").read_text().strip()
        return f"postgresql://postgres:{password}@127.0.0.1:{port}/followalong"

    def ask(self, what: str) -> dict:
        command = [sys.executable, "-m", "tests.faults.planted", what]
        found = subprocess.run(
            command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        return json.loads(found.stdout)

    def kill_postgres(self) -> None:
        pid_file = self.state / "postgres" / "data" / "postmaster.pid"
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)

    def kill_web(self) -> None:
        """One of the web server's processes, in the middle of its work."""
        found = subprocess.run(
            ["pgrep", "-f", f"granian.*--port {self.port}"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        pids = [int(p) for p in found.stdout.split()]
        workers = [p for p in pids if _parent(p) in pids]
        os.kill(random.choice(workers or pids), signal.SIGKILL)

    def wait_until_ready(self, within: float = 60) -> None:
        """Web and database answer again."""
        wait_until_it_answers(self.port, path="/readyz", within=within)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()[1])


@contextlib.contextmanager
def installed(state: Path | None = None, **more: str) -> Iterator[Installation]:
    """An installation with the tests' cast in it, in a folder of its own or on `state`."""
    with contextlib.ExitStack() as stack:
        if state is None:
            # Not below pytest's own folder: as root, PostgreSQL runs as an account that can't
            # enter it.
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="followalong-fault-"))
            Path(folder).chmod(0o755)
            state = Path(folder) / "state"
        running = Installation(migrated(state), **more)
        stack.callback(running.stop)
        wait_until_it_answers(running.port, within=120)
        running.planted = running.ask("plant")
        yield running


class Writer(threading.Thread):
    """Saves one contact after another; each until it is acknowledged, with the same command."""

    def __init__(self, running: Installation, planted: dict, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.running, self.planted, self.stopping = running, planted, stop
        self.acknowledged: list[str] = []
        self.refused: set[str] = set()  # what pages said instead
        self.failure = ""
        self.path = f"/a/{planted['code']}/log/?client={planted['client']}"
        self.cookies = (
            f"followalong_session_{running.port}={planted['session']};"
            f" followalong_csrf_{running.port}={'x' * 32}"
        )

    def run(self) -> None:
        try:
            self._work()
        except Exception as error:  # told by the test, not lost in the thread
            self.failure = repr(error)

    def _work(self) -> None:
        form = writing_form(self._answer("GET", None)[1])
        while not self.stopping.is_set():
            note = f"Saved {uuid.uuid4()}"
            command = str(uuid.uuid4())
            said = {"note": note, "command_id": command, "category": "JOB_SEARCH", "mode": "PHONE"}
            body = urlencode([*((n, v) for n, v in form if n not in said), *said.items()])
            while not self._saved(body):
                time.sleep(0.1)
                if self.stopping.is_set():
                    return
            self.acknowledged.append(note)

    def _saved(self, body: str) -> bool:
        try:
            status, content = self._answer("POST", body)
        except (OSError, http.client.HTTPException):
            return False
        assert status in (302, 303, 422, 500, 502, 503), (status, content[:500])
        if status == 422:  # nearly full: the words stay in their form
            assert b"stays on this page" in content, content[:500]
            self.refused.add("No room to save")
        if status == 503:
            self.refused.add(heading(content))
        return status in (302, 303)

    def _answer(self, method: str, body: str | None) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=20)
        headers = {
            "Cookie": self.cookies,
            "X-CSRFToken": "x" * 32,
            "Origin": f"http://127.0.0.1:{self.running.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request(method, self.path, body=body, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


@contextlib.contextmanager
def writing(running: Installation) -> Iterator[list[Writer]]:
    """Several people save at once, from before the block to its end; none may have given up."""
    stop = threading.Event()
    writers = [Writer(running, running.planted, stop) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        goes_on(writers)
        yield writers
    finally:
        stop.set()
        for writer in writers:
            writer.join(60)
    assert [w.failure for w in writers if w.failure] == []


def heading(content: bytes) -> str:
    """What a page says first."""
    found = re.search(r"<h1[^>]*>([^<]*)", content.decode())
    return found[1].strip() if found else ""


def saved_by(writers: list[Writer]) -> list[str]:
    """What they were told is saved."""
    return [note for writer in writers for note in list(writer.acknowledged)]


def goes_on(writers: list[Writer], within: float = 60) -> None:
    """Saving works: every one of them gets another note in."""
    before = [len(writer.acknowledged) for writer in writers]
    end = time.monotonic() + within
    while any(len(w.acknowledged) <= n for w, n in zip(writers, before, strict=True)):
        assert time.monotonic() < end, "saving did not come back"
        assert [w.failure for w in writers if w.failure] == []
        time.sleep(0.1)


def each_once(saved: list[str], stored: dict[str, int]) -> None:
    """Nothing acknowledged is lost, nothing is there twice."""
    assert [note for note in saved if stored.get(note) != 1] == []
    assert max(stored.values()) == 1
