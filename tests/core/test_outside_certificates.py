"""Another machine is whom its certificate names, or it is not asked: real TLS on loopback."""

import datetime as dt
import http.server
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from followalong.core.outside import NotAsked, ask

pytestmark = pytest.mark.unit
NAME = "login.example.org"


class Authority:
    """A certificate authority of this test."""

    def __init__(self, name: str = "An authority") -> None:
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _named(name)
        self.own = self._signed(self.name, self.key, is_authority=True)

    def write(self, path, host: str, *, until: int = 2099) -> None:
        """A key and a certificate for this host in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(_named(host), key, host=host, until=until)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(secret + _pem(certificate))

    def _signed(self, name, key, *, is_authority=False, host="", until=2099) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
            .not_valid_after(dt.datetime(until, 1, 1, tzinfo=dt.UTC))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        )
        if host:
            made = made.add_extension(
                x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
            )
        return made.sign(self.key, hashes.SHA256())


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """A caller who hangs up, as they should."""


@pytest.fixture
def authority(tmp_path, monkeypatch) -> Authority:
    made = Authority()
    (tmp_path / "trusted.pem").write_bytes(_pem(made.own))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    return made


@pytest.fixture
def serve(tmp_path, monkeypatch, settings):
    """Start a server with this certificate, reached under the name that we ask."""
    started = []

    def start(by: Authority, host: str, **more: int) -> tuple[str, list[str]]:
        by.write(tmp_path / "server.pem", host, **more)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "server.pem")
        server = Server(("127.0.0.1", 0), Answers)
        server.heard = []
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append(server)
        port = server.server_port
        settings.TRUSTED_ORIGINS = [f"https://{NAME}:{port}"]
        found = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [found])
        return f"https://{NAME}:{port}/keys", server.heard

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def test_whom_the_certificate_names_is_asked(authority, serve):
    url, heard = serve(authority, NAME)
    assert ask(url).status == 200 and heard == ["/keys"]


@pytest.mark.parametrize("fault", ["another name", "unknown authority", "over"])
def test_anybody_else_hears_not_one_word(authority, serve, fault):
    by = Authority("Somebody") if fault == "unknown authority" else authority
    host = "other.example.org" if fault == "another name" else NAME
    url, heard = serve(by, host, until=2021 if fault == "over" else 2099)
    with pytest.raises(NotAsked, match="SSLCertVerificationError"):
        ask(url)
    assert heard == []
