"""A sealed file: AES-256-GCM in chunks, so that a backup of any size is sealed as it is written.

    Followalong sealed 1 <key id> <salt>\\n   chunk 0   chunk 1   …   last chunk

Every file has a key of its own, made from the secret and the salt. A chunk's place and whether it
is the last one are bound into it, and so is the first line: a file that is cut short, changed, put
into another order or longer than it was does not open, and it is told which.
"""

import io
import os
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"Followalong sealed 1 "
HEAD = len(MARK) + 16 + 1 + 64 + 1  # key id, blank, salt, end of line
CHUNK = 1 << 20
TAG = 16
MISSING = 16  # how many parts that are left out are looked for, to name the cause


class NotOpened(Exception):
    """The file is not what was sealed, or its key is not here; the text says which."""


def key_id(secret: str) -> str:
    return sha256(b"backup:" + secret.encode()).hexdigest()[:16]


def is_sealed(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(len(MARK)) == MARK


class SealingFile(io.RawIOBase):
    """What is written here stands sealed in `under`. It is whole only after `finish`."""

    def __init__(self, under: BinaryIO, secret: str) -> None:
        salt = secrets.token_bytes(32)
        self.under, self.waiting, self.number = under, bytearray(), 0
        self.head = MARK + f"{key_id(secret)} {salt.hex()}\n".encode()
        self.cipher = _cipher(secret, salt)
        under.write(self.head)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]
        self.waiting += data
        while len(self.waiting) > CHUNK:  # one chunk always waits: it may be the last
            self._seal(CHUNK, is_last=False)
        return len(data)

    def finish(self) -> None:
        self._seal(len(self.waiting), is_last=True)

    def _seal(self, length: int, *, is_last: bool) -> None:
        plain, self.waiting = bytes(self.waiting[:length]), self.waiting[length:]
        self.under.write(self.cipher.encrypt(_nonce(self.number, is_last), plain, self.head))
        self.number += 1


class OpeningFile(io.RawIOBase):
    """Reads a sealed file, from any place in it. Raises NotOpened."""

    def __init__(self, under: BinaryIO, keys: Mapping[str, str]) -> None:
        under.seek(0)
        self.under, self.head, self.at = under, under.read(HEAD), 0
        name, salt = _read_head(self.head)
        if name not in keys:
            raise NotOpened(
                f"It is sealed with the key {name}, which is not here. Bring it back into "
                "secrets/backup_keys or FOLLOWALONG_BACKUP_KEYS."
            )
        self.cipher = _cipher(keys[name], salt)
        body = os.fstat(under.fileno()).st_size - HEAD
        self.last = max(0, (body - 1) // (CHUNK + TAG))
        self.size = self.last * CHUNK + len(self._chunk(self.last))
        self.held, self.plain = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, base + offset)
        return self.at

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        if self.at >= self.size:
            return 0
        number, start = divmod(self.at, CHUNK)
        if number != self.held:
            self.held, self.plain = number, self._chunk(number)
        part = self.plain[start : start + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)

    def _chunk(self, number: int) -> bytes:
        is_last, place = number == self.last, HEAD + number * (CHUNK + TAG)
        self.under.seek(place)
        sealed = self.under.read(CHUNK + TAG)
        try:
            return self.cipher.decrypt(_nonce(number, is_last), sealed, self.head)
        except InvalidTag:
            raise NotOpened(self._what_is_wrong(sealed, number, place)) from None

    def _what_is_wrong(self, sealed: bytes, number: int, place: int) -> str:
        if number == self.last and self._opens(sealed, number, is_last=False):
            return "It is cut short: its end is missing."
        for other in set(range(self.last + MISSING)) - {number}:
            if any(self._opens(sealed, other, is_last=one) for one in (False, True)):
                return (
                    "Parts of it are missing or in another order: "
                    f"part {other} stands at the place of {number}."
                )
        if number == self.last:
            return "It is cut short or changed near its end."
        return f"It was changed at byte {place} or within the megabyte after it."

    def _opens(self, sealed: bytes, number: int, *, is_last: bool) -> bool:
        try:
            self.cipher.decrypt(_nonce(number, is_last), sealed, self.head)
        except InvalidTag:
            return False
        return True


def _read_head(head: bytes) -> tuple[str, bytes]:
    try:
        name, salt = head.removeprefix(MARK).decode().split()
        if len(head) != HEAD or not head.startswith(MARK):
            raise ValueError(head)
        return name, bytes.fromhex(salt)
    except ValueError as error:
        raise NotOpened("Its first line is cut short or changed.") from error


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(secret: str, salt: bytes) -> AESGCM:
    """The secret is random, so no slow hash is needed."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"followalong backup")
    return AESGCM(derive.derive(secret.encode()))
