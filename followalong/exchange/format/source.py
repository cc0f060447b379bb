"""Where a package lies: a folder, a zip or files in memory, opened without trusting them."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from .problems import _

MOST_FILES = 500
MOST_BYTES = 8 * 1024**3
# Text compresses well, yet never a thousandfold: more than that is made to fill the disk.
MOST_RATIO = 1_000
SMALL_ENOUGH = 10 * 1024**2
DESCRIPTION = "datapackage.json"


class NotAPackage(ValueError):
    """What was given holds no package that can be read; the sentence says why."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(sentence % params)
        self.sentence = sentence
        self.params = params

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.sentence) % self.params


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


class Memory:
    """A package as files that were sent, each with its bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @property
    def names(self) -> list[str]:
        return list(self.files)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        yield io.BytesIO(self.files[name])


class Zip:
    """A package in a zip; its files may all lie in one folder, as zipping a folder makes it."""

    def __init__(self, name: str, content: Path | bytes, *, most_bytes: int = MOST_BYTES) -> None:
        self.name = name
        self.content = content
        try:
            with self._archive() as archive:
                members = [m for m in archive.infolist() if not m.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
            raise NotAPackage(_("%(name)s is not a zip that can be read."), name=name) from error
        _refuse_dangerous(members, most_bytes)
        self.files = _without_top_folder(members)

    def _archive(self) -> zipfile.ZipFile:
        content = self.content
        return zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)

    @property
    def names(self) -> list[str]:
        return list(self.files)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._archive() as archive, archive.open(self.files[name]) as stream:
                yield stream
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
            raise NotAPackage(
                _("%(file)s in %(name)s is damaged."), file=name, name=self.name
            ) from error


Source = Folder | Memory | Zip


def open_source(path: Path) -> Source:
    """The folder or zip at the path; raises NotAPackage."""
    try:
        if path.is_dir():
            return Folder(path)
        if path.is_file():
            return Zip(path.name, path)
    except OSError as error:
        raise NotAPackage(
            _("%(path)s cannot be opened: %(why)s."), path=path, why=error.strerror
        ) from error
    raise NotAPackage(_("There is no folder or zip at %(path)s."), path=path)


def _refuse_dangerous(members: list[zipfile.ZipInfo], most_bytes: int) -> None:
    if len(members) > MOST_FILES:
        raise NotAPackage(_("The zip holds more than %(most)s files."), most=MOST_FILES)
    if sum(member.file_size for member in members) > most_bytes:
        raise NotAPackage(_("The zip is too large when unpacked."))
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise NotAPackage(_("The zip holds a file with a path outside of it."))
        if stat.S_ISLNK(member.external_attr >> 16):
            raise NotAPackage(_("The zip holds a link."))
        if member.flag_bits & 0x1:
            raise NotAPackage(_("The zip is locked with a password."))
        most = max(SMALL_ENOUGH, MOST_RATIO * member.compress_size)
        if member.file_size > most:
            raise NotAPackage(_("The zip is packed more tightly than text can be."))


def _without_top_folder(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    seen = [m for m in members if not m.filename.startswith(("__MACOSX/", "."))]
    parts = [PurePosixPath(m.filename).parts for m in seen]
    inside_one = len({p[0] for p in parts}) == 1 and all(len(p) == 2 for p in parts)
    if inside_one:
        return {p[1]: m for p, m in zip(parts, seen, strict=True)}
    return {m.filename: m for m in seen}
