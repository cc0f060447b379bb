"""The folders whose disks must not fill up, and what `serve` does about them."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from followalong.ops import reserve
from followalong.ops.children import tell
from followalong.ops.disk import Level, level_of, room_at
from followalong.ops.paths import state_directory

LOOK_EVERY = 60  # seconds
WHAT_HAPPENS = {
    Level.ALARM: "Make room: at 90 % files are no longer taken, at 95 % nothing but the record.",
    Level.NO_FILES: "Files and packages are not taken until there is room.",
    Level.READ_ONLY: "People can read, nothing is saved. Make room; if even reading stops, run "
    "`followalong reserve release`.",
}
ELSEWHERE = "Make room there before the next one."


def places() -> dict[str, Path]:
    """Each with the words an operator knows it by. The database's is only known on this machine."""
    found = {
        "database": os.environ.get("FOLLOWALONG_DATABASE_DISK", ""),
        "state folder": str(state_directory()),
        "checkpoints elsewhere": os.environ.get("FOLLOWALONG_SEAL_COPY", ""),
        "backups": os.environ.get("FOLLOWALONG_BACKUPS", ""),
    }
    return {name: Path(path) for name, path in found.items() if path}


def examine_places() -> Iterator[tuple[Level, str, str]]:
    """(level, where, in words). A place that can't be looked at is an alarm."""
    for name, path in places().items():
        try:
            room = room_at(path)
        except OSError as error:
            yield Level.ALARM, name, f"{name}: {path} can't be looked at ({error.strerror})"
            continue
        level = level_of(room)
        does = (WHAT_HAPPENS if name == "database" else {}).get(level, ELSEWHERE)
        advice = f". {does}" if level else ""
        gib = room.left / (1 << 30)
        yield level, name, f"{name}: {room.share:.0%} full, {gib:.1f} GiB left at {path}{advice}"


class Caretaker:
    """Looks about once a minute: keeps the reserve, and tells in the log what fills up."""

    def __init__(self) -> None:
        self.levels: dict[str, Level] = {}
        self.again_at = 0.0

    def look(self) -> None:
        if time.monotonic() < self.again_at:
            return
        self.again_at = time.monotonic() + LOOK_EVERY
        self._keep_the_reserve()
        for level, name, says in examine_places():
            before = self.levels.get(name, Level.WELL)
            if level != before:
                tell(f"Disk: {says}{'' if level else '. There is room again.'}")
            self.levels[name] = level

    def _keep_the_reserve(self) -> None:
        """Only beside a database of our own, and only where there is room for it."""
        folder, size = reserve_folder(), reserve.wanted()
        if folder and size and not reserve.held(folder) and reserve.make(folder, size):
            tell(f"{size >> 20} MB are set aside at {folder / reserve.NAME} for the record.")


def reserve_folder() -> Path | None:
    """Beside the embedded database's data; None where there is none."""
    folder = state_directory() / "postgres"
    return folder if (folder / "data").exists() else None
