"""The backup file: one .zip with PostgreSQL's own dump and a manifest, sealed as a whole.

The manifest holds the dump's length and SHA-256 and the number of rows of every table, counted in
the very snapshot that was dumped. Without a key, the .zip stands there open (cli.sealed seals it).
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from followalong.cli.sealed import NotOpened, OpeningFile, SealingFile, is_sealed, key_id
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


class Unsound(OperatorError):
    """A backup that must not be brought back; the text names the cause."""


def write_archive(path: Path, dump: Readable, describe: dict, key: str | None) -> Manifest:
    """Copy the dump into a new file at `path`, which appears only once it is whole and on disk."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            if key is None:
                manifest = _write_zip(file, dump, describe)
            else:
                sealing = SealingFile(file, key)
                manifest = _write_zip(sealing, dump, describe)
                sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise OperatorError(f"The backup could not be written: {error}.") from error
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def _write_zip(file: BinaryIO | SealingFile, dump: Readable, describe: dict) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        digest, length = hashlib.sha256(), 0
        with archive.open(DUMP, "w", force_zip64=True) as entry:
            while chunk := dump.read(CHUNK):
                entry.write(chunk)
                digest.update(chunk)
                length += len(chunk)
        manifest = Manifest(**describe, dump_bytes=length, dump_sha256=digest.hexdigest())
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
    return manifest


@contextmanager
def open_archive(path: Path, scratch: Path, keys: Sequence[str]) -> Iterator[tuple[Manifest, Path]]:
    """Check the whole backup; yield its manifest and the dump, unpacked in `scratch` meanwhile."""
    unpacked = scratch / f"restore-{os.getpid()}.dump"
    try:
        yield _unpack(path, unpacked, keys), unpacked
    finally:
        unpacked.unlink(missing_ok=True)


def _unpack(path: Path, target: Path, keys: Sequence[str]) -> Manifest:
    refusal = f"{path} is not a whole backup of Followalong. Nothing was changed."
    try:
        with path.open("rb") as file:
            manifest, length, digest = _read_zip(_opened(file, keys), target)
    except NotOpened as error:
        raise Unsound(f"{refusal} {error}") from error
    except FileNotFoundError as error:
        raise OperatorError(f"There is no {path}.") from error
    except (zipfile.BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
        raise Unsound(refusal) from error
    except OSError as error:
        raise OperatorError(f"{path} could not be read or unpacked: {error}.") from error
    if manifest.format != FORMAT:
        raise OperatorError(f"{path} is a backup of another format ({manifest.format}).")
    if (length, digest) != (manifest.dump_bytes, manifest.dump_sha256):
        raise Unsound(refusal)
    return manifest


def _opened(file: BinaryIO, keys: Sequence[str]) -> BinaryIO:
    if not is_sealed(file):
        return file
    # Buffered, because the reader of the .zip wants as many bytes as it asks for.
    return io.BufferedReader(OpeningFile(file, {key_id(one): one for one in keys}), CHUNK)


def _read_zip(file: BinaryIO, target: Path) -> tuple[Manifest, int, str]:
    with zipfile.ZipFile(file) as archive:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
        digest, length = hashlib.sha256(), 0
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with archive.open(DUMP) as entry, os.fdopen(descriptor, "wb") as out:
            while chunk := entry.read(CHUNK):
                out.write(chunk)
                digest.update(chunk)
                length += len(chunk)
    return manifest, length, digest.hexdigest()
