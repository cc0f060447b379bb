"""Writing a package: a folder or a zip, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from .cells import cell_text
from .describe import describe
from .schema import Row, Table
from .source import DESCRIPTION
from .tables import TABLE, TABLES

# A zip holds no clock: the same rows give the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
OWNER_ONLY = 0o600


class PackageWriter:
    """Takes rows of any table in any order and puts the finished package in place at the end.

    The package holds personal data: only the owner may read it. If anything goes wrong, nothing
    is left behind. A folder that exists is never overwritten.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if self.path.is_dir() or (self.path.exists() and not self._zipped):
            raise FileExistsError(f"{self.path} is already there.")
        self.rows: Counter[str] = Counter()
        # What whoever brings it in has to know, for people to read.
        self.notes: list[str] = []

    @property
    def _zipped(self) -> bool:
        return self.path.suffix.lower() == ".zip"

    def __enter__(self) -> PackageWriter:
        parent = self.path.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        self.work = Path(tempfile.mkdtemp(prefix=f".{self.path.name}.", dir=parent))
        self.streams: dict[str, io.TextIOWrapper] = {}
        self.writers = {}
        for table in TABLES:
            stream = (self.work / table.file).open("w", encoding="utf-8", newline="")
            self.streams[table.name] = stream
            self.writers[table.name] = csv.writer(stream)
            self.writers[table.name].writerow(table.names)
        return self

    def add(self, table: Table | str, row: Row) -> None:
        """Write one row: the values in the order of the table's columns."""
        name = table if isinstance(table, str) else table.name
        if len(row) != len(TABLE[name].columns):
            raise ValueError(f"A row of {name} has {len(row)} values.")
        self.writers[name].writerow([cell_text(value) for value in row])
        self.rows[name] += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            for stream in self.streams.values():
                stream.close()
            if error is None:
                self._finish()
        finally:
            shutil.rmtree(self.work, ignore_errors=True)

    def _finish(self) -> None:
        text = json.dumps(describe(self.notes), indent=2, ensure_ascii=False) + "\n"
        (self.work / DESCRIPTION).write_text(text, encoding="utf-8")
        names = [DESCRIPTION, *(table.file for table in TABLES)]
        for name in names:
            (self.work / name).chmod(OWNER_ONLY)
        if self._zipped:
            archive = self.work / "package.zip"
            _zip(archive, [self.work / name for name in names])
            os.replace(archive, self.path)
        else:
            self.work.rename(self.path)


def write_package(path: str | Path, rows_by_table: Mapping[str, Iterable[Row]]) -> Counter[str]:
    """Write the rows as a package (a zip if the path ends so) and return how many of each table."""
    with PackageWriter(path) as writer:
        for name, rows in rows_by_table.items():
            for row in rows:
                writer.add(name, row)
    return writer.rows


def _zip(path: Path, files: list[Path]) -> None:
    path.touch(mode=OWNER_ONLY)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            member = zipfile.ZipInfo(file.name, NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = OWNER_ONLY << 16
            member.file_size = file.stat().st_size  # lets a large file be written as ZIP64
            with file.open("rb") as stream, archive.open(member, "w") as target:
                shutil.copyfileobj(stream, target, 1024**2)
