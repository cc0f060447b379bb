"""Asks a virus scanner that runs beside us (clamd). Without it, or without its answer, work goes
on and the file says that nobody looked."""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.conf import settings

CONNECT_WITHIN = 3.0  # seconds (standards.md REL-06)
ANSWER_WITHIN = 10.0
CHUNK = 64 * 1024
MOST_ANSWER = 4096


class Scan(StrEnum):
    """What is known of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


def scan(content: bytes) -> Scan:
    """What the scanner says of these bytes; never an error."""
    if not settings.CLAMD:
        return Scan.NOT_SCANNED
    try:
        answer = _streamed(content)
    except (OSError, ValueError):
        return Scan.NOT_SCANNED
    if answer.endswith(" FOUND"):
        return Scan.INFECTED
    return Scan.CLEAN if answer == "stream: OK" else Scan.NOT_SCANNED


def version() -> str:
    """What the scanner calls itself and its signatures. Raises OSError, ValueError."""
    with _line() as line:
        line.sendall(b"zVERSION\0")
        return _answer(line, time.monotonic() + ANSWER_WITHIN)


def answers() -> bool:
    """Whether there is a scanner, and it speaks."""
    try:
        return bool(settings.CLAMD) and bool(version())
    except (OSError, ValueError):
        return False


def _streamed(content: bytes) -> str:
    deadline = time.monotonic() + ANSWER_WITHIN
    with _line() as line:
        line.sendall(b"zINSTREAM\0")
        try:
            for at in range(0, len(content), CHUNK):
                part = content[at : at + CHUNK]
                _wait_until(line, deadline)
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it may have heard enough: its answer says
        return _answer(line, deadline)


def _answer(line: socket.socket, deadline: float) -> str:
    heard = b""
    while b"\0" not in heard and len(heard) < MOST_ANSWER:
        _wait_until(line, deadline)
        more = line.recv(MOST_ANSWER)
        if not more:
            break
        heard += more
    return heard.partition(b"\0")[0].decode(errors="replace").strip()


def _wait_until(line: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


@contextmanager
def _line() -> Iterator[socket.socket]:
    """To `host:port`, or to a socket in the file system. Raises OSError, ValueError."""
    with _connected(settings.CLAMD) as line:
        line.settimeout(ANSWER_WITHIN)
        yield line


def _connected(place: str) -> socket.socket:
    if not place.startswith("/"):
        host, _colon, port = place.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_WITHIN)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_WITHIN)
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line
