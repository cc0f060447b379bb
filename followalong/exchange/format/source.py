"""Where a package lies: a folder or a zip, opened without trusting it."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

MOST_FILES = 500
MOST_BYTES = 8 * 1024**3
# Text compresses well, yet never a thousandfold: more than that is made to fill the disk.
MOST_RATIO = 1_000
SMALL_ENOUGH = 10 * 1024**2
DESCRIPTION = "datapackage.json"


class NotAPackage(ValueError):
    """The path holds no package that can be read; the message says why."""


class Folder:
    """A package in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = {
            entry.name: entry
            for entry in sorted(path.iterdir())
            if entry.is_file() and not entry.is_symlink() and not entry.name.startswith(".")
        }

    @property
    def names(self) -> list[str]:
        return list(self.files)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self.files[name].open("rb") as stream:
            yield stream


class Zip:
    """A package in a zip; its files may all lie in one folder, as zipping a folder makes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                members = [m for m in archive.infolist() if not m.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
            raise NotAPackage(f"{path.name} is not a zip that can be read.") from error
        _refuse_dangerous(members)
        self.files = _without_top_folder(members)

    @property
    def names(self) -> list[str]:
        return list(self.files)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.files[name]) as stream:
                yield stream
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
            raise NotAPackage(f"{name} in {self.path.name} is damaged.") from error


Source = Folder | Zip


def open_source(path: Path) -> Source:
    """The folder or zip at the path; raises NotAPackage."""
    try:
        if path.is_dir():
            return Folder(path)
        if path.is_file():
            return Zip(path)
    except OSError as error:
        raise NotAPackage(f"{path} cannot be opened: {error.strerror}.") from error
    raise NotAPackage(f"There is no folder or zip at {path}.")


def _refuse_dangerous(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise NotAPackage(f"The zip holds more than {MOST_FILES} files.")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise NotAPackage("The zip is too large when unpacked.")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise NotAPackage("The zip holds a file with a path outside of it.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise NotAPackage("The zip holds a link.")
        if member.flag_bits & 0x1:
            raise NotAPackage("The zip is locked with a password.")
        most = max(SMALL_ENOUGH, MOST_RATIO * member.compress_size)
        if member.file_size > most:
            raise NotAPackage("The zip is packed more tightly than text can be.")


def _without_top_folder(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    seen = [m for m in members if not m.filename.startswith(("__MACOSX/", "."))]
    parts = [PurePosixPath(m.filename).parts for m in seen]
    inside_one = len({p[0] for p in parts}) == 1 and all(len(p) == 2 for p in parts)
    if inside_one:
        return {p[1]: m for p, m in zip(parts, seen, strict=True)}
    return {m.filename: m for m in seen}
