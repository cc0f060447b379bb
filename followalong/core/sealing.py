"""Words that only the holder of a code can read again: the database alone cannot.

The code is random (receipt alphabet, 93 bits) and never stored. From it come, apart from each
other, the key that seals and the mark by which the row is found.
"""

import json
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
GROUPS = 5


class NotReadable(Exception):
    """Not sealed under this code, or not for this place, or changed since."""


def finder_of(code: str, place: str) -> str:
    """What stands in the row instead of the code; it says nothing about the key."""
    return _derived(code, f"find:{place}").hex()


def seal(code: str, place: str, words: Mapping[str, str]) -> bytes:
    """These words under this code. `place` is where they belong; nowhere else do they open."""
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(dict(words), ensure_ascii=False).encode()
    return nonce + AESGCM(_derived(code, "seal")).encrypt(nonce, plain, place.encode())


def unseal(code: str, place: str, sealed: bytes) -> dict[str, str]:
    """The words again. Raises NotReadable."""
    try:
        plain = AESGCM(_derived(code, "seal")).decrypt(
            sealed[:NONCE], sealed[NONCE:], place.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise NotReadable from error
    found: dict[str, str] = json.loads(plain)
    return found


def _derived(code: str, purpose: str) -> bytes:
    """32 bytes of their own for each purpose. The code is random, so no slow hash is needed."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(
        code.encode()
    )
