"""Short secrets in columns, sealed with the installation's keys (core.files.key_ring).

A sealed text says which key sealed it, so keys can be changed while people work: the first of the
ring seals what is new, all of them open. `place` (table, column and row) is bound in: copied to
another row, a sealed text does not open. What the law keeps apart from the rest names a `purpose`
and so has a key of its own. A blind index finds an exact text without opening any.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from followalong.core.files import NONCE, NoFileKey, NotOpened, key_ring

VERSION = "v1"
COLUMNS = "columns"


def seal_text(text: str, *, place: str, purpose: str = COLUMNS) -> str:
    """`v1:<key id>:<sealed>`. Raises NoFileKey."""
    ring, nonce = key_ring(), secrets.token_bytes(NONCE)
    key = _derived(ring.keys[ring.first], purpose)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return f"{VERSION}:{ring.first}:{urlsafe_b64encode(sealed).decode()}"


def open_text(sealed: str, *, place: str, purpose: str = COLUMNS) -> str:
    """The text again. Raises NotOpened: no such key here, another place or purpose, or changed."""
    try:
        version, key_id, body = sealed.split(":")
        if version != VERSION:
            raise NotOpened
        key, raw = _derived(key_ring().keys[key_id], purpose), urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
    except (NoFileKey, KeyError, InvalidTag, ValueError) as error:
        raise NotOpened from error


def is_sealed_now(sealed: str) -> bool:
    """True when the first key of the ring sealed it: nothing is left to renew."""
    return sealed.split(":")[1:2] == [key_ring().first]


def blind_indexes(text: str, *, place: str) -> list[str]:
    """What stands in an index column for this text: the first is written; while keys change, a row
    may still stand under one of the others, so look for any of them."""
    ring = key_ring()
    ids = [ring.first, *(one for one in ring.keys if one != ring.first)]
    return [
        hmac.digest(_derived(ring.keys[one], "index"), f"{place}|{text}".encode(), "sha256").hex()
        for one in ids
    ]


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose."""
    info = f"followalong {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)
