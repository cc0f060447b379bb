"""The scanner's protocol, spoken by a small server of our own; and what its silence means."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from followalong.core import clamd
from followalong.core.clamd import Scan, scan
from followalong.ops.ports import any_free
from tests.core.files_made import EICAR

pytestmark = pytest.mark.unit


class Scanner(threading.Thread):
    """A clamd that knows one virus."""

    def __init__(self, how: str = "", family: int = socket.AF_INET, place: object = None) -> None:
        super().__init__(daemon=True)
        self.how, self.heard = how, b""
        self.door = socket.socket(family, socket.SOCK_STREAM)
        self.door.bind(place or ("127.0.0.1", 0))
        self.door.listen()

    @property
    def address(self) -> str:
        host, port = self.door.getsockname()
        return f"{host}:{port}"

    def run(self) -> None:
        while True:
            try:
                line, _peer = self.door.accept()
            except OSError:
                return
            with line:
                self.answer(line)

    def answer(self, line: socket.socket) -> None:
        asked = line.recv(10)
        if asked == b"zVERSION\0":
            line.sendall(b"ClamAV 1.4.3/27500/Mon Nov 23 09:00:00 2026\0")
        elif self.how == "hang":
            time.sleep(3)
        elif self.how == "too large":
            line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        elif asked == b"zINSTREAM\0":
            self.heard = self.read(line)
            found = EICAR in self.heard
            line.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")

    def read(self, line: socket.socket) -> bytes:
        content = b""
        while size := struct.unpack("!I", self.exactly(line, 4))[0]:
            content += self.exactly(line, size)
        return content

    def exactly(self, line: socket.socket, size: int) -> bytes:
        read = b""
        while len(read) < size:
            read += line.recv(size - len(read))
        return read


@contextmanager
def scanner(settings, *how, **more) -> Iterator[Scanner]:
    running = Scanner(*how, **more)
    running.start()
    if not more:
        settings.CLAMD = running.address
    try:
        yield running
    finally:
        running.door.shutdown(socket.SHUT_RDWR)
        running.door.close()
        running.join(5)


@pytest.fixture(autouse=True)
def frozen_clock() -> None:
    """Not here: it is about how long an answer may take."""


def test_it_is_given_every_byte_and_believed(settings):
    with scanner(settings) as running:
        content = b"I am a baker. " * 20_000
        assert scan(content) == Scan.CLEAN
        assert running.heard == content
        assert scan(b"x" * 100_000 + EICAR) == Scan.INFECTED
        assert clamd.version().startswith("ClamAV 1.4.3")


def test_a_socket_of_the_file_system_will_do(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    with scanner(settings, "", family=socket.AF_UNIX, place=settings.CLAMD):
        assert scan(EICAR) == Scan.INFECTED


def test_whoever_does_not_answer_in_time_has_not_scanned(settings, monkeypatch):
    monkeypatch.setattr(clamd, "ANSWER_WITHIN", 0.3)
    with scanner(settings, "hang"):
        before = time.monotonic()
        assert scan(b"x" * 10_000_000) == Scan.NOT_SCANNED
        assert time.monotonic() - before < 2


def test_a_file_too_large_for_it_is_not_scanned(settings):
    with scanner(settings, "too large"):
        assert scan(b"x" * 5_000_000) == Scan.NOT_SCANNED


@pytest.mark.parametrize("place", ["", "/nowhere/clamd.ctl", "no-address", "127.0.0.1:{free}"])
def test_without_a_scanner_nothing_breaks(settings, place):
    settings.CLAMD = place.format(free=any_free())
    assert scan(EICAR) == Scan.NOT_SCANNED
