"""The backup file: one .zip with PostgreSQL's own dump and a manifest that proves it whole.

The manifest holds the dump's length and SHA-256 and the number of rows of every table, counted in
the very snapshot that was dumped.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from followalong.ops.errors import OperatorError

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class Readable(Protocol):
    """Where the dump comes from; `read` raises if its source failed."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Manifest:
    """What a backup holds and what it needs to be read."""

    made_at: str
    followalong: str
    postgres_major: int
    role_prefix: str
    rows: dict[str, int]
    dump_bytes: int
    dump_sha256: str
    format: int = FORMAT


def write_archive(path: Path, dump: Readable, describe: dict) -> Manifest:
    """Copy the dump into a new file at `path`, which appears only once it is whole and on disk."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                digest, length = hashlib.sha256(), 0
                with archive.open(DUMP, "w", force_zip64=True) as entry:
                    while chunk := dump.read(CHUNK):
                        entry.write(chunk)
                        digest.update(chunk)
                        length += len(chunk)
                manifest = Manifest(**describe, dump_bytes=length, dump_sha256=digest.hexdigest())
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise OperatorError(f"The backup could not be written: {error}.") from error
    finally:
        aside.unlink(missing_ok=True)
    return manifest


@contextmanager
def open_archive(path: Path, scratch: Path) -> Iterator[tuple[Manifest, Path]]:
    """Check the whole backup; yield its manifest and the dump, unpacked in `scratch` meanwhile."""
    unpacked = scratch / f"restore-{os.getpid()}.dump"
    try:
        yield _unpack(path, unpacked), unpacked
    finally:
        unpacked.unlink(missing_ok=True)


def _unpack(path: Path, target: Path) -> Manifest:
    refusal = f"{path} is not a whole backup of Followalong. Nothing was changed."
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            digest, length = hashlib.sha256(), 0
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with archive.open(DUMP) as entry, os.fdopen(descriptor, "wb") as file:
                while chunk := entry.read(CHUNK):
                    file.write(chunk)
                    digest.update(chunk)
                    length += len(chunk)
    except FileNotFoundError as error:
        raise OperatorError(f"There is no {path}.") from error
    except (zipfile.BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
        raise OperatorError(refusal) from error
    except OSError as error:
        raise OperatorError(f"{path} could not be read or unpacked: {error}.") from error
    if manifest.format != FORMAT:
        raise OperatorError(f"{path} is a backup of another format ({manifest.format}).")
    if (length, digest.hexdigest()) != (manifest.dump_bytes, manifest.dump_sha256):
        raise OperatorError(refusal)
    return manifest
