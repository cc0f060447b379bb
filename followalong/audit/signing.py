"""The keys that sign checkpoints, and the stones of what was let go. They stand with the worker and
the operator, never in the database and never with the web server: whoever can change rows there
cannot sign for it."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from followalong.audit.rules import Checkpoint, Stone

Signed = TypeVar("Signed", Checkpoint, Stone)


class NoSealKey(Exception):
    """This process has no key for checkpoints."""


class Signer:
    """The keys by their ids; the first signs, each of them knows what it signed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise NoSealKey
        self.keys = {sha256(b"seal:" + one.encode()).hexdigest()[:16]: _key(one) for one in secrets}
        self.first = next(iter(self.keys))

    def sign(self, point: Signed) -> Signed:
        mine = replace(point, key_id=self.first)
        return replace(mine, signature=self.keys[self.first].sign(mine.said).hex())

    def knows(self, point: Checkpoint | Stone) -> bool:
        try:
            key = self.keys[point.key_id].public_key()
            key.verify(bytes.fromhex(point.signature), point.said)
        except (KeyError, ValueError, InvalidSignature):
            return False
        return True


def signer() -> Signer:
    """This process's keys. Raises NoSealKey."""
    return Signer(settings.SEAL_KEYS)


def _key(text: str) -> Ed25519PrivateKey:
    """From a secret that is random, so no slow hash is needed."""
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"followalong seal").derive(
        text.encode()
    )
    return Ed25519PrivateKey.from_private_bytes(seed)
