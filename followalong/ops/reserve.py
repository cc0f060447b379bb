"""Room set aside on the database's disk, so that the record of looks can go on when it is full.

No audit, no answer: on a full disk nobody could even read. The file holds real blocks, is never
sparse, and is given back by one command (`followalong reserve release`).
"""

import contextlib
import os
from pathlib import Path

from followalong.ops.disk import Level, level_of, room_at
from followalong.ops.errors import OperatorError

NAME = "reserve"
# Well over 100,000 looks: one with its seal takes some 1.8 KB in the demonstration.
USUAL_MB = 256
CHUNK = 1 << 20
BLOCK = 512  # what st_blocks counts in, whatever the disk's own


def wanted() -> int:
    """Bytes to set aside; 0: none."""
    text = os.environ.get("FOLLOWALONG_RESERVE_MB") or str(USUAL_MB)
    if not text.isdigit():
        raise OperatorError(
            f"FOLLOWALONG_RESERVE_MB is {text!r}; it must be a number of megabytes, 0 for none."
        )
    return int(text) << 20


def held(folder: Path) -> int:
    """Bytes that are really taken on the disk for it."""
    with contextlib.suppress(FileNotFoundError):
        return (folder / NAME).stat().st_blocks * BLOCK
    return 0


def make(folder: Path, size: int) -> bool:
    """Set it aside unless that alone would make the disk too full; whether it is there now."""
    if held(folder) >= size:
        return True
    if level_of(room_at(folder).less(size)) >= Level.ALARM:
        return False
    aside = folder / f".{NAME}.{os.getpid()}"
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _take(file.fileno(), size)
            os.fsync(file.fileno())
        if aside.stat().st_blocks * BLOCK < size:  # a disk that packs files away takes no zeros
            return False
        aside.replace(folder / NAME)
    except OSError:
        return False
    finally:
        aside.unlink(missing_ok=True)
    return True


def _take(descriptor: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
        return
    for _ in range(0, size, CHUNK):
        os.write(descriptor, bytes(CHUNK))


def release(folder: Path) -> int:
    """Give it back; how many bytes that were."""
    size = held(folder)
    (folder / NAME).unlink(missing_ok=True)
    return size
