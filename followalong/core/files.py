"""Files as rows, sealed: what the database holds cannot be read without the installation's keys.

The keys stand in the state folder or the environment, never in the database or its backups. The
first of the ring seals; each of them opens what it sealed. A sealed file is bound to its agency
and row: copied into another row, it does not open.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from followalong.core.actor import Actor
from followalong.core.ids import uuid7
from followalong.core.models import LARGEST_FILE, File

NONCE = 12


class NoFileKey(Exception):
    """This process has no key for files: nothing can be sealed."""


class NotOpened(Exception):
    """The file's key is not here, or its bytes were changed or moved since they were sealed."""


@dataclass(frozen=True)
class Ring:
    """The keys by their ids; `first` seals what is new."""

    keys: Mapping[str, bytes]
    first: str


def key_ring() -> Ring:
    """The installation's keys. Raises NoFileKey."""
    return _ring(tuple(settings.FILE_KEYS))


@lru_cache(maxsize=4)
def _ring(said: tuple[str, ...]) -> Ring:
    if not said:
        raise NoFileKey
    ids = [sha256(b"id:" + text.encode()).hexdigest()[:16] for text in said]
    return Ring(dict(zip(ids, map(_key, said), strict=True)), ids[0])


def _key(text: str) -> bytes:
    """32 bytes from a secret that is random, so no slow hash is needed."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"followalong files").derive(
        text.encode()
    )


def keep_file(*, by: Actor, content: bytes, media_type: str, suffix: str, label: str) -> File:
    """Store content, sealed, under the label of the row that will refer to it.

    Part of the caller's action in the caller's transaction. Raises NoFileKey.
    """
    if len(content) > LARGEST_FILE:
        raise ValueError("a file is larger than its table takes")
    ring, pk = key_ring(), uuid7()
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(ring.keys[ring.first]).encrypt(nonce, content, _place(by.agency_id, pk))
    return File.objects.create(
        id=pk,
        agency_id=by.agency_id,
        label=label,
        media_type=media_type,
        suffix=suffix,
        size=len(content),
        key_id=ring.first,
        sealed=nonce + sealed,
    )


def content_of(file: File) -> bytes:
    """What was stored. Raises NotOpened."""
    try:
        key = key_ring().keys[file.key_id]
        sealed = bytes(file.sealed)
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _place(file.agency_id, file.pk))
    except (NoFileKey, KeyError, InvalidTag, ValueError) as error:
        raise NotOpened from error


def keep_again(*, by: Actor, file: File, label: str) -> File:
    """The same content in a row of its own, under another row's label. Raises NotOpened."""
    return keep_file(
        by=by,
        content=content_of(file),
        media_type=file.media_type,
        suffix=file.suffix,
        label=label,
    )


def _place(agency_id: UUID, pk: UUID) -> bytes:
    return f"{agency_id}:{pk}".encode()


def empty_files(*, by: Actor, files: Any) -> int:
    """Take the content of these files away for good; the rows stay. Part of the caller's action.

    The database lets nobody change a file in any other way (migration 0004).
    """
    held = File.objects.filter(pk__in=files, agency_id=by.agency_id).exclude(sealed=b"")
    return held.update(sealed=b"", size=0, key_id="")
