"""Ids and codes.

Rows have UUIDv7 ids: they sort by the time they were made, so that new rows lie together in
an index. Whatever a person or a stranger may hold in their hands (a receipt, the code in a
signed-in address) is random instead and says nothing about the row or the time.
"""

import secrets
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0


def uuid7(at: datetime | None = None) -> uuid.UUID:
    """A new UUIDv7 (RFC 9562).

    Without `at` every id is greater than the one before it in this process, even within one
    millisecond or when the clock steps back. With `at` (history that is imported or simulated)
    the id carries that time and takes no part in the order of the others.
    """
    if at is not None:
        return _as_uuid(_milliseconds(at) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS))
    global _last
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last >> _RANDOM_BITS:
            _last = now << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        else:  # a step of random size keeps ids unguessable within one millisecond too
            _last += 1 + secrets.randbits(48)
        return _as_uuid(_last)


def least_uuid7(at: datetime) -> uuid.UUID:
    """The least id that a row made at this instant can have: where its time begins in an index."""
    return _as_uuid(_milliseconds(at) << _RANDOM_BITS)


def _milliseconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1)
    if milliseconds < 0:
        raise ValueError("a UUIDv7 cannot carry a time before 1970")
    return milliseconds


def _as_uuid(value: int) -> uuid.UUID:
    """Put version and variant between the 48 bits of time and the 74 random ones."""
    time, random_a, random_b = value >> 74, value >> 62 & 0xFFF, value & (1 << 62) - 1
    return uuid.UUID(int=time << 80 | 0x7 << 76 | random_a << 64 | 0b10 << 62 | random_b)


# No vowels, so that no word is spelled by chance; none of 0 O, 1 I L, 2 Z, 5 S, 8 B together.
RECEIPT_ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
_GROUPS, _GROUP_LENGTH = 3, 4


def receipt_code(groups: int = _GROUPS) -> str:
    """A reference that a person can read out on the telephone: `7K4P-XQ2M-9TDH`, 55 bits."""
    parts = (
        "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(_GROUP_LENGTH))
        for _ in range(groups)
    )
    return "-".join(parts)


def read_receipt_code(typed: str, groups: int = _GROUPS) -> str | None:
    """The receipt code in what somebody typed, or None: case, spaces and dashes are free."""
    letters = [letter for letter in typed.upper() if letter.isalnum()]
    if len(letters) != groups * _GROUP_LENGTH or not set(letters) <= set(RECEIPT_ALPHABET):
        return None
    text = "".join(letters)
    return "-".join(text[at : at + _GROUP_LENGTH] for at in range(0, len(text), _GROUP_LENGTH))


def random_code(nbytes: int = 16) -> str:
    """A secret for an address, as in `/a/<random code>/`: at least 128 bits, safe in a URL."""
    if nbytes < 16:
        raise ValueError("a code in an address needs at least 16 bytes")
    return secrets.token_urlsafe(nbytes)
