"""Does a note for the team hold a person's name? (domain.md 3.4: it never should.)

The check warns and the worker decides: a match may be a street, a firm or a common word.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from followalong.core.text import fold


class Found(NamedTuple):
    """A place in a text, from and to as in a slice, and the known name it may be."""

    start: int
    end: int
    name: str


class _Piece(NamedTuple):
    key: str
    start: int
    end: int
    is_capital: bool


def names_in(
    text: str,
    known_names: Iterable[str],
    not_people: Iterable[str] = (),
    common_words: Collection[str] = (),
) -> list[Found]:
    """Every known name in a text, whole words only, however it is written, first to last.

    `not_people` are phrases somebody said are no person, such as "Rosa's Diner". A name that is
    also one of the `common_words` of the language ("will", "may") counts only with a capital.
    """
    pieces = _pieces(text)
    allowed = [found for phrase in not_people for found in _occurrences(pieces, phrase, ())]
    common = {fold(word) for word in common_words}
    names = sorted({name for name in known_names if fold(name)})
    found = (one for name in names for one in _occurrences(pieces, name, common))
    people = [one for one in found if not any(_within(one, phrase) for phrase in allowed)]
    # "Ben Osei" says more than "Ben" at the same place.
    widest = [one for one in people if not any(_within(one, o) for o in people if _wider(o, one))]
    return sorted(widest)


def _pieces(text: str) -> list[_Piece]:
    """The words of a text, folded; one that folds into two has both at its place."""
    return [
        _Piece(key, start, end, text[start].isupper())
        for start, end in _words(text)
        for key in fold(text[start:end]).split()
    ]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of letters, their marks and digits begin and end."""

    def is_in_word(at: int) -> bool:
        return unicodedata.category(text[at])[0] in "LMN"

    for is_word, places in groupby(range(len(text)), is_in_word):
        if is_word:
            run = list(places)
            yield run[0], run[-1] + 1


def _occurrences(pieces: list[_Piece], name: str, common: Collection[str]) -> Iterable[Found]:
    keys = fold(name).split()
    for at in range(len(pieces) - len(keys) + 1 if keys else 0):
        run = pieces[at : at + len(keys)]
        is_same = [piece.key for piece in run] == keys
        is_word_only = len(keys) == 1 and keys[0] in common and not run[0].is_capital
        if is_same and not is_word_only:
            yield Found(run[0].start, run[-1].end, name)


def _within(inner: Found, outer: Found) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _wider(one: Found, other: Found) -> bool:
    return one.end - one.start > other.end - other.start
