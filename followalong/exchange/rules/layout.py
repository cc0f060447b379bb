"""Where in a sheet the names of the columns stand, and which rows below are none of anybody's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from followalong.core.text import fold

LOOKED_AT = 30  # the names of the columns stand above that
Row = Sequence[str]

_TOTAL = re.compile(
    r"^(?:grand |sous |sub ?)?"
    r"(?:totals?|totaux|subtotal|somme|sum|suma|nombre|count|average|moyenne|promedio)\b"
)
# How to type a day, said in a second row of names: `jj/mm/aaaa`.
_PART = "(?:jj?|dd?|mm?|mois|month|mes|a{2,4}|y{2,4})"
_HINT = re.compile(f"{_PART}(?: {_PART})+")
_HAS_DIGIT = re.compile(r"\d")
_NUMBER_OR_DAY = re.compile(r"[-\d.,/: $%]+")


class Aside(StrEnum):
    """Why a row is left out before anybody looked."""

    TOTAL = "total"
    HEADING = "heading"
    NOTE = "note"
    HEADER_AGAIN = "header_again"


@dataclass(frozen=True)
class Layout:
    """What stands where: the names of the columns, and rows left out with why, by position."""

    header: int
    names: tuple[str, ...]
    aside: dict[int, Aside]


def find_header(rows: Sequence[Row], is_known: Callable[[str], bool]) -> int:
    """The row that names the columns: the one with most words that we know, else the first wide
    one that is all words."""
    width = max((len(_filled(row)) for row in rows), default=0)
    best, best_score = 0, float("-inf")
    for position, row in enumerate(rows[:LOOKED_AT]):
        filled = _filled(row)
        if not filled:
            continue
        distinct = len({fold(cell) for cell in filled})
        known = sum(is_known(cell) for cell in {fold(c): c for c in filled}.values())
        plain = sum(_NUMBER_OR_DAY.fullmatch(cell) is not None for cell in filled)
        long = sum(len(cell) > 60 for cell in filled)
        score = 6 * known + distinct - 4 * plain - 3 * long - position * 0.5
        if distinct < 2 and width > 1:  # a title, also where it is merged over all columns
            score -= 20
        if score > best_score:
            best, best_score = position, score
    return best


def lay_out(rows: Sequence[Row], header: int) -> Layout:
    """The sheet below this header. Rows are left out by what they look like; anyone may take
    them in again."""
    width = max((len(row) for row in rows[header:]), default=0)
    names = _names(rows, header, width)
    aside: dict[int, Aside] = {}
    body = [n for n in range(header + 1, len(rows)) if _filled(rows[n])]
    for n in body:
        if why := _aside(rows[n], rows[header], len(_filled(rows[header]))):
            aside[n] = why
    for n in reversed(body):  # a line below the last row, such as who made the list
        if n not in aside:
            if len(_filled(rows[n])) > 1 or _width(names) < 3:
                break
            aside[n] = Aside.NOTE
    return Layout(header, names, aside)


def _aside(row: Row, header: Row, columns: int) -> Aside | None:
    filled = _filled(row)
    folded = [fold(cell) for cell in filled]
    if [fold(cell) for cell in row if cell] == [fold(cell) for cell in header if cell]:
        return Aside.HEADER_AGAIN
    if any(_HINT.fullmatch(cell) for cell in folded) and not any(map(_HAS_DIGIT.search, filled)):
        return Aside.HEADER_AGAIN
    if _TOTAL.match(folded[0]) and all(_is_sum(cell) for cell in filled[1:]):
        return Aside.TOTAL
    is_merged = len(filled) > 2 and len(set(folded)) == 1
    if is_merged and columns > 2:
        return Aside.HEADING
    return None


def _is_sum(cell: str) -> bool:
    """A number, or the word again: a total merged over several columns."""
    return _NUMBER_OR_DAY.fullmatch(cell) is not None or bool(_TOTAL.match(fold(cell)))


def _names(rows: Sequence[Row], header: int, width: int) -> tuple[str, ...]:
    """The columns' names; those that stand there twice with the name of their group above."""
    names = [(rows[header][n] if n < len(rows[header]) else "") for n in range(width)]
    above: Row = rows[header - 1] if header else ()
    twice = {name for name, count in Counter(map(fold, names)).items() if name and count > 1}
    for n, name in enumerate(names):
        group = above[n] if n < len(above) else ""
        if fold(name) in twice and group and fold(group) != fold(name):
            names[n] = f"{group} {name}"
    return tuple(name.replace("\n", " ") for name in names)


def _width(names: Sequence[str]) -> int:
    return sum(bool(name) for name in names)


def _filled(row: Row) -> list[str]:
    return [cell for cell in row if cell]
