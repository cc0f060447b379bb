"""May two rows be one person? What speaks for it, in words; never a number.

A name alone must fit as a whole: each part of the shorter beside one of the longer, in any order.
With the same birth date or telephone number one part is enough. Nothing known on one side speaks
for nothing. The answer is always a question to somebody who can look.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path

import jellyfish

from followalong.core.text import name_key, phone_key, without_initials

LONGEST_KEY = 320
# Telephone numbers are compared by so many of their last digits: some are given without the rest.
LAST_DIGITS = 7
# Shorter parts ("de", "la", "xu") are too common, or too near to others, to stand for a person.
TELLING = 3
ROOMY, LONG, JOINED = 4, 7, 8
# Two parts of a name that sound alike are spelled at least so much alike.
ALIKE_ENOUGH = 0.75
NICKNAMES = Path(__file__).parent.parent / "data" / "nicknames.toml"


class Sign(StrEnum):
    """One thing that speaks for two rows being the same person."""

    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SHORT_NAME = "short_name"
    SOUNDS_ALIKE = "sounds_alike"
    PART_OF_NAME = "part_of_name"
    SAME_BIRTH = "same_birth"
    SWAPPED_BIRTH = "swapped_birth"
    SAME_PHONE = "same_phone"


@dataclass(frozen=True)
class Traits:
    """What is compared of a person: the parts of all their names, the birth date, the number."""

    parts: tuple[str, ...]
    born_on: date | None = None
    phone: str = ""


def traits(*names: str | None, born_on: date | None = None, phone: str | None = None) -> Traits:
    """Of given, family and preferred names, in any order; each part counts once."""
    key = without_initials(name_key(*names))
    return Traits(tuple(dict.fromkeys(key.split())), born_on, phone_key(phone or ""))


def signs_of_sameness(a: Traits, b: Traits) -> tuple[Sign, ...]:
    """What speaks for one person, or nothing when that is not enough to ask about."""
    birth = _birth(a.born_on, b.born_on)
    phone = Sign.SAME_PHONE if _same_phone(a.phone, b.phone) else None
    differ = birth is None and a.born_on is not None and b.born_on is not None
    name = _whole_name(a.parts, b.parts)
    if name:
        is_enough = bool(phone) or not differ
    else:
        name = _part_of_name(a.parts, b.parts)
        # Relatives share a name and a telephone, but not the day they were born.
        is_enough = bool(birth and phone) or bool(name and (birth or phone) and not differ)
    return tuple(sign for sign in (name, birth, phone) if sign) if is_enough else ()


def sound_keys(*names: str | None) -> list[str]:
    """How each part of a name sounds, and the families of names it belongs to: to look up by."""
    parts = traits(*names).parts
    heard = {jellyfish.metaphone(part) for part in parts}
    families = {f"={family}" for part in parts for family in _families().get(part, ())}
    return sorted((heard | families) - {""})


def stored_keys(
    given_name: str | None,
    family_name: str | None,
    preferred_name: str | None,
    phone: str | None,
) -> dict[str, str | list[str]]:
    """The columns of a person's row that are worked out from what was written."""
    names = (given_name, family_name, preferred_name)
    return {
        "name_key": name_key(*names)[:LONGEST_KEY],
        "name_sounds": sound_keys(*names),
        "phone_key": phone_key(phone or ""),
    }


def days_like(born_on: date | None) -> list[date]:
    """A birth date, and the same with day and month the other way round where there is one."""
    return [] if born_on is None else list(dict.fromkeys([born_on, _swapped(born_on)]))


def _birth(a: date | None, b: date | None) -> Sign | None:
    if a is None or b is None:
        return None
    if a == b:
        return Sign.SAME_BIRTH
    return Sign.SWAPPED_BIRTH if a == _swapped(b) else None


def _swapped(day: date) -> date:
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return day


def _same_phone(a: str, b: str) -> bool:
    """One number, also where the area code was left out on one side."""
    if len(a) < LAST_DIGITS or len(b) < LAST_DIGITS:
        return False
    return a.endswith(b) or b.endswith(a)


def _whole_name(a: Sequence[str], b: Sequence[str]) -> Sign | None:
    """The closest way in which the two names fit as a whole."""
    if not a or not b:
        return None
    if len(a) == 1 or len(b) == 1:
        # One word alone is a whole name only beside the same word, or written as one.
        return Sign.SAME_NAME if set(a) == set(b) else _run_together(a, b)
    few, many = sorted((a, b), key=len)
    allowed: list[Test] = []
    for sign, test in TESTS:
        allowed.append(test)
        if _pair_up(few, many, allowed):
            return sign
    return _run_together(a, b)


def _run_together(a: Sequence[str], b: Sequence[str]) -> Sign | None:
    """`Mary Anne Smith` and `Maryanne Smith`."""
    joined = sorted(("".join(a), "".join(b)))
    is_one = min(len(a), len(b)) < max(len(a), len(b)) and _is_near(*joined)
    return Sign.NEAR_NAME if is_one and len(joined[0]) >= JOINED else None


def _pair_up(few: Sequence[str], many: Sequence[str], tests: Sequence["Test"]) -> bool:
    """Each of the few stands beside another one of the many."""
    if not few:
        return True
    first, rest = few[0], few[1:]
    return any(
        any(test(first, other) for test in tests)
        and _pair_up(rest, [*many[:at], *many[at + 1 :]], tests)
        for at, other in enumerate(many)
    )


def _part_of_name(a: Sequence[str], b: Sequence[str]) -> Sign | None:
    telling = ((x, y) for x, y in product(a, b) if min(len(x), len(y)) >= TELLING)
    found = any(test(x, y) for x, y in telling for _sign, test in TESTS)
    return Sign.PART_OF_NAME if found else None


def _is_same(x: str, y: str) -> bool:
    return x == y


def _is_near(x: str, y: str) -> bool:
    """One slip of the pen, or two in a long name."""
    shortest = min(len(x), len(y))
    slips = 2 if shortest >= LONG else 1
    return shortest >= ROOMY and jellyfish.damerau_levenshtein_distance(x, y) <= slips


def _is_short_for(x: str, y: str) -> bool:
    return bool(_families().get(x, frozenset()) & _families().get(y, frozenset()))


def _sounds_like(x: str, y: str) -> bool:
    heard = jellyfish.metaphone(x)
    return (
        bool(heard)
        and heard == jellyfish.metaphone(y)
        and jellyfish.jaro_winkler_similarity(x, y) >= ALIKE_ENOUGH
    )


Test = Callable[[str, str], bool]
TESTS: tuple[tuple[Sign, Test], ...] = (
    (Sign.SAME_NAME, _is_same),
    (Sign.NEAR_NAME, _is_near),
    (Sign.SHORT_NAME, _is_short_for),
    (Sign.SOUNDS_ALIKE, _sounds_like),
)


@cache
def _families() -> dict[str, frozenset[str]]:
    """A name -> the families of names it may belong to, each called by its first name."""
    found: dict[str, set[str]] = {}
    for family in tomllib.loads(NICKNAMES.read_text())["names"]:
        for name in family:
            found.setdefault(name, set()).add(family[0])
    return {name: frozenset(families) for name, families in found.items()}
