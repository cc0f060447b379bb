"""Long-running child processes: started, watched, restarted when they die, stopped in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from followalong.ops.processes import DeathWatch

LONGEST_PAUSE = 60  # seconds between restarts of a child that keeps dying
GOOD_RUN = 60  # seconds after which an earlier death is forgotten


class Child:
    """One child in a process group of its own, so that Ctrl-C reaches only this process."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: DeathWatch | None = None
        self._started = 0.0
        self._pause = 0.0
        self._again_at: float | None = None

    def start(self) -> None:
        self._started = time.monotonic()
        self._again_at = None
        self._process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._watch = DeathWatch(-self._process.pid, "TERM")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def look_after(self) -> None:
        """Call often: notices a death, tells it, and starts the child again after a pause."""
        if self.is_running:
            return
        now = time.monotonic()
        if self._again_at is None:
            ran = now - self._started
            self._pause = 1.0 if ran > GOOD_RUN else min(max(1.0, self._pause * 2), LONGEST_PAUSE)
            self._again_at = now + self._pause
            code = self._process.returncode if self._process else None
            tell(f"The {self.name} ended by itself ({code}). It starts again in {self._pause:g} s.")
            self._clear()
        elif now >= self._again_at:
            self.start()

    def stop(self, within: float) -> None:
        """Ask it to finish what it is doing; after so many seconds end the whole group."""
        if self.is_running and self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(within)
        self._clear()

    def _clear(self) -> None:
        """Leave nothing behind: a killed web server's own workers would keep its port."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
        if self._watch is not None:
            self._watch.dismiss()
            self._watch = None


def tell(sentence: str) -> None:
    """A line for whoever watches the terminal or the service's log."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
