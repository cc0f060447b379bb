"""Nobody can make us ask our own machines: forms of addresses, names that change, answers that
never end."""

import contextlib
import http.server
import ipaddress
import socket
import struct
import threading
import time

import pytest

from followalong.core import outside
from followalong.core.outside import NotAsked, ask, is_open

pytestmark = pytest.mark.unit
# An address for examples in the open internet: it may be asked, and nobody is there.
OPEN = "93.184.215.14"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "localhost",
        "[::1]",
    ]
    + ["[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[::ffff:a00:1]", "[64:ff9b::7f00:1]"]
    + ["[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]"]
    + ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"],
)
def test_a_machine_of_our_own_is_never_asked_however_it_is_written(host, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", _nobody_calls)
    with pytest.raises(NotAsked):
        ask(f"https://{host}/keys")


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https:///keys"]
    + ["https://example.org:22/", "https://example.org:5432/", "https://me:pw@example.org/"]
    + ["https://example.org/\r\nX: y", "https://example.org\\@127.0.0.1/", "https://[::1"]
    + ["https://example.org:99999/", "//example.org/", "https://example.org/#part"],
)
def test_only_https_on_ordinary_ports_and_plain_addresses(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _nobody_calls)
    with pytest.raises(NotAsked):
        ask(url)


def test_open_machines_are_open():
    for name in (OPEN, "2606:4700::1111", "::ffff:93.184.215.14"):
        assert is_open(ipaddress.ip_address(name)), name


def test_one_closed_machine_among_open_ones_is_enough(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [_found(OPEN), _found("10.0.0.1")])
    monkeypatch.setattr(socket, "create_connection", _nobody_calls)
    with pytest.raises(NotAsked):
        ask("https://example.org/")


def test_a_name_that_changes_its_machine_is_looked_up_once(monkeypatch):
    """A name server on loopback says an open machine first and this one ever after."""
    called = []

    def connect(machine, timeout):
        called.append(machine)
        raise ConnectionRefusedError

    with name_server([OPEN, "127.0.0.1"]) as (lookup, asked):
        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        monkeypatch.setattr(socket, "create_connection", connect)
        with pytest.raises(NotAsked):
            ask("https://rebind.example.org/keys")
        assert called == [(OPEN, 443)] and len(asked) == 1
        with pytest.raises(NotAsked):  # and the second answer opens nothing
            ask("https://rebind.example.org/keys")
        assert len(called) == 1 and len(asked) == 2


class Talks(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
        elif self.path == "/drips":
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
        else:
            body = b'{"a":1}' if self.path == "/small" else b"x" * (outside.MOST + 1)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def talker(settings):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Talks)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    settings.TRUSTED_ORIGINS = [origin]
    yield origin
    server.shutdown()
    server.server_close()


def test_an_origin_that_the_operator_vouches_for_answers(talker):
    assert ask(f"{talker}/small").json() == {"a": 1}


@pytest.mark.parametrize("path", ["/away", "/endless"])
def test_no_redirect_is_followed_and_no_answer_is_endless(talker, path):
    with pytest.raises(NotAsked):
        ask(talker + path)


def test_who_drips_is_cut_off(talker, monkeypatch):
    monkeypatch.setattr(outside, "WITHIN", 0.5)
    began = time.monotonic()
    with pytest.raises(NotAsked):
        ask(f"{talker}/drips")
    assert time.monotonic() - began < 3


def _nobody_calls(*args, **kwargs):
    raise AssertionError("somebody was called")


def _found(address):
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))


@contextlib.contextmanager
def name_server(answers):
    """A look-up that asks a real name server on loopback, whose answers change."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    asked = []

    def serve():
        with contextlib.suppress(OSError):
            while True:
                question, who = server.recvfrom(512)
                address = answers[min(len(asked), len(answers) - 1)]
                asked.append(address)
                head = question[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0)
                record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
                server.sendto(head + question[12:] + record, who)

    threading.Thread(target=serve, daemon=True).start()

    def lookup(host, port, **kwargs):
        name = b"".join(bytes([len(p)]) + p.encode() for p in host.split(".")) + b"\0"
        question = struct.pack("!HHHHHH", 7, 0x100, 1, 0, 0, 0) + name + struct.pack("!HH", 1, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(5)
            line.sendto(question, server.getsockname())
            return [_found(socket.inet_ntoa(line.recv(512)[-4:]))]

    try:
        yield lookup, asked
    finally:
        server.close()
