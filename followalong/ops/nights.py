"""When the next backup and the next drill are due, from what lies in two folders."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

BACKUP_EVERY, DRILL_EVERY = dt.timedelta(days=1), dt.timedelta(days=7)
# After so long somebody should ask why.
BACKUP_LATE, DRILL_LATE = dt.timedelta(days=2), dt.timedelta(days=8)
# What did not work is tried again, but not every minute.
AGAIN_AFTER = dt.timedelta(hours=1)
KEPT = 14
# Ours are known by their names; whatever else lies there is left alone.
NAME = "followalong-%Y-%m-%dT%H-%M-%SZ.backup"
REPORT = "%Y-%m-%dT%H-%M-%SZ.txt"


def of_ours(folder: Path, pattern: str) -> list[tuple[dt.datetime, Path]]:
    """What we wrote there, oldest first, with when its name says that it was."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            at = dt.datetime.strptime(path.name, pattern).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        found.append((at, path))
    return sorted(found)


def is_due(times: Iterable[dt.datetime], every: dt.timedelta, now: dt.datetime) -> bool:
    """Nothing yet, or the last is as old as that. A clock that was put back makes it due too."""
    last = max(times, default=None)
    return last is None or not dt.timedelta(0) <= now - last < every


def too_many(backups: list[tuple[dt.datetime, Path]], kept: int = KEPT) -> list[Path]:
    """The oldest of ours, once there are more than are kept."""
    return [path for _at, path in sorted(backups)[:-kept]]
