"""Which column of a spreadsheet is which of ours, by what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from followalong.core.text import fold, similarity

NEAR = 0.62
# Signs for "number".
_NUMBER = re.compile(r"#|\bn[°º](?!\w)", re.IGNORECASE)
# field: the folded names it goes by
Names = Mapping[str, Sequence[str]]


def called(header: str) -> str:
    """A column's name in the form in which names are compared: `Client #` is `client number`."""
    return fold(_NUMBER.sub(" number ", header))


def propose(headers: Sequence[str], names: Names) -> list[str]:
    """For each column the field it most likely is, or "". No field is given twice."""
    scores = [
        (_score(called(header), known), -at, field)
        for at, header in enumerate(headers)
        if header
        for field, known in names.items()
    ]
    found = [""] * len(headers)
    given: set[str] = set()
    for score, minus_at, field in sorted(scores, reverse=True):
        if score and not found[-minus_at] and field not in given:
            found[-minus_at] = field
            given.add(field)
    return found


def _score(header: str, known: Iterable[str]) -> float:
    """More than 1 for the very name, most for the first of those known; less for one inside the
    other or nearly the same; 0 for another."""
    best = 0.0
    words = header.split()
    for at, name in enumerate(known):
        if header == name:
            return 1 + 1 / (1 + at)
        parts = name.split()
        # The whole name stands in the header: `client first name (legal)`.
        if len(parts) < len(words) and _inside(parts, words) and len(name) > 3:
            best = max(best, 0.65 + 0.3 * len(name) / len(header))
        elif (near := similarity(header, name)) >= NEAR:
            best = max(best, near * 0.9)
    return best


def _inside(parts: list[str], words: list[str]) -> bool:
    size = len(parts)
    return any(words[n : n + size] == parts for n in range(len(words) - size + 1))


def fingerprint(headers: Sequence[str]) -> str:
    """The same for the same columns in the same order, however they are spelled out."""
    text = "\0".join(called(header) for header in headers)
    return blake2b(text.encode(), digest_size=16).hexdigest()
