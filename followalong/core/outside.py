"""Asking other machines over the network, so that nobody can make us ask our own.

An address that somebody typed is looked up once; every machine it names must stand in the open
internet; the line goes to exactly that machine, whatever the name says a moment later. Only
`https` on ordinary ports, no redirects, five seconds, one mebibyte. Whoever runs the installation
may vouch for single origins within their own network (FOLLOWALONG_TRUSTED_ORIGINS).
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PORTS = frozenset({443, 8443})
WITHIN = 5.0  # seconds, for everything together
MOST = 1024 * 1024
# Addresses that carry an IPv4 address inside: translated to it by routers (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAsked(Exception):
    """The address may not be asked, or gave no answer that can be used."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """Raises NotAsked when it is no JSON object."""
        try:
            said = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NotAsked("no JSON") from error
        if not isinstance(said, dict):
            raise NotAsked("no JSON object")
        return said


def ask(url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """The answer to a GET, or to a POST of this body. Raises NotAsked."""
    place = check_address(url)
    deadline = time.monotonic() + WITHIN
    line = _Pinned(place, _machine(place), deadline)
    # A machine that dribbles its answer is cut off, however alive it seems.
    knife = threading.Timer(WITHIN, line.cut)
    knife.start()
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        line.request("POST" if body is not None else "GET", path, body, dict(headers or {}))
        answer = line.getresponse()
        if 300 <= answer.status < 400:
            raise NotAsked("redirected")
        heard = answer.read(MOST + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotAsked(type(error).__name__) from error
    finally:
        knife.cancel()
        line.close()
    if time.monotonic() > deadline or len(heard) > MOST:
        raise NotAsked("too slow or too long")
    return Answer(answer.status, heard)


def check_address(url: str) -> SplitResult:
    """The address in its parts, if its form may be asked at all. Raises NotAsked."""
    if any(ord(sign) <= 32 or ord(sign) == 127 or sign == "\\" for sign in url):
        raise NotAsked("not an address")
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError as error:
        raise NotAsked("not an address") from error
    if not place.hostname or place.username is not None or place.fragment:
        raise NotAsked("not an address")
    if is_trusted(place):
        return place
    if place.scheme != "https" or (port or 443) not in PORTS:
        raise NotAsked("only https, on ordinary ports")
    return place


def is_trusted(place: SplitResult) -> bool:
    """Whoever runs the installation vouches for this origin."""
    return f"{place.scheme}://{place.netloc}".lower() in settings.TRUSTED_ORIGINS


def is_open(address: Address) -> bool:
    """True for a machine in the open internet: not this one, not the network around it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(inner)
        if address.is_site_local or address.scope_id or int(address) >> 32 == 0:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _machine(place: SplitResult) -> tuple[str, int]:
    """The one machine to call. Raises NotAsked when any of the name's machines is not open."""
    port = place.port or (443 if place.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(place.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotAsked("no such machine") from error
    names = [str(one[4][0]) for one in found]
    if not names:
        raise NotAsked("no such machine")
    if not is_trusted(place) and not all(is_open(ipaddress.ip_address(n)) for n in names):
        raise NotAsked("not in the open internet")
    return names[0], port


class _Pinned(http.client.HTTPConnection):
    """A line to one machine; its certificate must be the name's."""

    def __init__(self, place: SplitResult, machine: tuple[str, int], deadline: float) -> None:
        super().__init__(place.hostname or "", machine[1], timeout=deadline - time.monotonic())
        self.place, self.machine = place, machine

    def connect(self) -> None:
        self.sock = socket.create_connection(self.machine, timeout=self.timeout)
        if self.place.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.place.hostname)

    def cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):  # it may have ended by itself
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def putheader(self, header: Any, *values: Any) -> None:
        # `host` leaves out the port only where it is the scheme's own.
        if str(header).lower() == "host":
            values = (self.place.netloc,)
        super().putheader(header, *values)
