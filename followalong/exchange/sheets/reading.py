"""From the bytes that somebody sent to the text of every cell, without trusting them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _

from followalong.exchange.format import NotAPackage, Zip
from followalong.exchange.rules.text import tidy

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 150 * 1024**2
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_TABS = 40
LONGEST_CELL = 5_000
SECONDS = 30

WORKER = Path(__file__).with_name("worker.py")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"{\\rtf")
DELIMITERS = ",;\t|"


class NotASheet(NotAPackage):
    """What was sent is no spreadsheet that can be read here; the sentence says why."""


@dataclass(frozen=True)
class Tab:
    """One sheet of a file: its rows with the numbers they have there."""

    name: str
    rows: list[tuple[int, list[str]]]
    is_hidden: bool = False


def read_file(content: bytes) -> list[Tab]:
    """The sheets that hold anything, those in sight first. Raises NotASheet.

    What the file is, its first bytes say; not its name.
    """
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise NotASheet(_("This file is larger than %(most)s MB. Split it in two."), most=most)
    if content.startswith((ZIP, OLE)):
        tabs = _workbook(content)
    else:
        tabs = [_delimited(content)]
    tabs = [tab for tab in tabs if tab.rows]
    if not tabs:
        raise NotASheet(_("There is nothing in this file."))
    if sum(len(tab.rows) for tab in tabs) > MOST_ROWS:
        raise _too_many_rows()
    return sorted(tabs[:MOST_TABS], key=lambda tab: tab.is_hidden)


def _too_many_rows() -> NotASheet:
    return NotASheet(
        _("There are more than %(most)s rows in this file. Split it in several."), most=MOST_ROWS
    )


def _workbook(content: bytes) -> list[Tab]:
    if content.startswith(ZIP):
        try:
            Zip("", content, most_bytes=MOST_UNPACKED)
        except NotAPackage as error:
            raise NotASheet(
                _(
                    "This spreadsheet is damaged, or packed so that it could hide something very "
                    "large. Save it again as .xlsx or .csv and choose that."
                )
            ) from error
    answer = _ask_worker(content)
    if answer.get("refused") == "password":
        raise NotASheet(_("This spreadsheet is locked with a password. Save it without one."))
    if "sheets" not in answer:
        raise _unreadable()
    if any(sheet["is_cut"] for sheet in answer["sheets"]):
        raise _too_many_rows()
    return [
        Tab(sheet["name"][:100], _tidied(sheet["rows"]), sheet["is_hidden"])
        for sheet in answer["sheets"]
    ]


def _ask_worker(content: bytes) -> dict:
    """Let another process open it, with little memory and little time."""
    command = [sys.executable, "-I", "-B", str(WORKER), str(MOST_ROWS), str(MOST_COLUMNS)]
    try:
        done = subprocess.run(  # noqa: S603 a program of our own; the file comes by a pipe
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable() from error
    if done.returncode:
        raise _unreadable()
    return json.loads(done.stdout)


def _unreadable() -> NotASheet:
    return NotASheet(
        _("This is no spreadsheet that can be read. Save it as .xlsx or .csv and choose that.")
    )


def _delimited(content: bytes) -> Tab:
    text = _decoded(content)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    number = 0
    try:
        for cells in reader:
            number += 1
            if any(cells):
                rows.append((number, cells[:MOST_COLUMNS]))
            if len(rows) > MOST_ROWS:
                raise _too_many_rows()
    except csv.Error as error:
        raise _unreadable() from error
    return Tab("", _tidied(rows))


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 where it says so, else as Windows writes it in the west."""
    if content.startswith(OTHERS):
        raise _unreadable()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        if b"\0" in content:
            raise _unreadable()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if sum(c < " " and c not in "\t\r\n" for c in text[:10_000]) > 20:
        raise _unreadable()
    return text


def _delimiter(text: str) -> str:
    """The sign that divides most lines into the same number of cells, more than one."""
    sample = "".join(text[:200_000].splitlines(keepends=True)[:100])

    def told(sign: str) -> float:
        try:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
            widths = [len(row) for row in rows if row]
        except csv.Error:
            return 0
        wide = [width for width in widths if width > 1]
        if not wide:
            return 0
        usual = max(set(wide), key=wide.count)
        return wide.count(usual) / len(widths) * (1 + usual / 100)

    best = max(DELIMITERS, key=told)
    return best if told(best) else ","


def _tidied(rows: list) -> list[tuple[int, list[str]]]:
    found = []
    for number, cells in rows:
        clean = [tidy(cell[:LONGEST_CELL]) for cell in cells]
        while clean and not clean[-1]:
            clean.pop()
        if clean:
            found.append((number, clean))
    return found
