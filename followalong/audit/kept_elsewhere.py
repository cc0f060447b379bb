"""The second place of checkpoints: a file that only grows, so that a database taken back to an
earlier day is seen. It belongs on another machine or a disk that cannot be written over."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from followalong.audit.rules import Checkpoint


def append(path: Path, points: Iterable[Checkpoint]) -> None:
    """One line a checkpoint, on the disk before this returns."""
    append_lines(path, map(asdict, points))


def append_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One line each, on the disk before this returns."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if not lines:
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> dict[str, list[Checkpoint]]:
    """The checkpoints by their chain. Raises ValueError where a line is none."""
    found = defaultdict(list)
    for number, row in enumerate(read_lines(path), 1):
        try:
            point = Checkpoint(**row)
        except TypeError as error:
            raise ValueError(f"line {number} of {path} is not a checkpoint") from error
        found[point.chain].append(point)
    return dict(found)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """What was appended. A line cut short by a power failure is passed over at the end; anywhere
    else it raises ValueError."""
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            if number == len(lines):
                return
            raise ValueError(f"line {number} of {path} is not whole") from error
