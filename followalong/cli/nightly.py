"""A backup a day and a drill a week, made by `serve` where a folder for them is named.

Both need the owner and the key of backups, which web server and worker never get; so they are
programs of their own, one at a time, and give way to people's work.
"""

import contextlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from followalong.ops import nights
from followalong.ops.children import tell
from followalong.ops.paths import state_directory
from followalong.ops.processes import DeathWatch

LOOK_EVERY = 60  # seconds
STOPS_WITHIN = 20
GIVES_WAY = 10  # niceness


def backups_folder() -> Path | None:
    folder = os.environ.get("FOLLOWALONG_BACKUPS")
    return Path(folder) if folder else None


class Nightly:
    """Call `look` often; it starts what is due and tells how it went."""

    def __init__(self) -> None:
        self.name = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: DeathWatch | None = None
        self._again_at = 0.0

    def look(self) -> None:
        if self._process is not None:
            if self._process.poll() is not None:
                self._ended(self._process.returncode)
            return
        if time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + LOOK_EVERY
        if words := due(datetime.now(UTC)):
            self._start(words)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOPS_WITHIN)
            self._process.kill()
            self._clear()

    def _start(self, words: list[str]) -> None:
        self.name = words[0]
        command = [sys.executable, "-m", "followalong.cli", *words]
        # Their words of advice are for whoever runs them by hand; here the log has one line.
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", f'exec nice -n {GIVES_WAY} "$@"', "sh", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._watch = DeathWatch(-self._process.pid, "TERM")

    def _ended(self, code: int) -> None:
        self._clear()
        if code == 0:
            tell(f"The {self.name} of the schedule was made.")
            _let_go_of_the_oldest()
            return
        tell(f"The {self.name} of the schedule did not work ({code}); what it said is above.")
        self._again_at = time.monotonic() + nights.AGAIN_AFTER.total_seconds()

    def _clear(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None
        if self._watch is not None:
            self._watch.dismiss()
            self._watch = None


def due(now: datetime) -> list[str]:
    """The command that is due, if one is: first a backup, then a drill with the newest."""
    folder = backups_folder()
    if folder is None or not os.environ.get("DATABASE_OWNER_URL"):
        return []
    backups = nights.of_ours(folder, nights.NAME)
    if nights.is_due([at for at, _path in backups], nights.BACKUP_EVERY, now):
        return ["backup", str(folder / now.strftime(nights.NAME))]
    drills = nights.of_ours(state_directory() / "drills", nights.REPORT)
    if nights.is_due([at for at, _path in drills], nights.DRILL_EVERY, now):
        return ["drill", str(backups[-1][1])]
    return []


def _let_go_of_the_oldest() -> None:
    folder = backups_folder()
    for path in nights.too_many(nights.of_ours(folder, nights.NAME)) if folder else ():
        path.unlink(missing_ok=True)
        tell(f"{path} is older than the {nights.KEPT} that are kept, and was removed.")
