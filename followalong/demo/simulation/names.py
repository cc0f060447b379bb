"""Names, addresses and telephone numbers of people and businesses who do not exist."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from .draw import Draw
from .reference import load, mix

LETTERS = "ABCEGHJKLMNPRSTVWXYZ"
MIXED_FAMILIES = 0.12


class Name(NamedTuple):
    given: str
    family: str


def person(draw: Draw, pack: str) -> Name:
    """A name as it may be heard in the place of the pack."""
    people = load("people")
    origin = str(draw.of(mix("people", "weights", pack)))
    family = str(draw.of(mix("people", "weights", pack))) if draw.chance(MIXED_FAMILIES) else origin
    return Name(draw.one(people[origin]["given"]), draw.one(people[family]["family"]))


def email(name: Name, number: int) -> str:
    """An address in the domain that is kept for examples."""
    plain = unicodedata.normalize("NFKD", f"{name.given}.{name.family}").lower()
    kept = "".join(c for c in plain if c.isascii() and (c.isalnum() or c == "."))
    return f"{kept}{number}@example.org"


def phone(draw: Draw, pack: str) -> str:
    """A number in the range that is kept for stories."""
    area = draw.one(load("places")[pack]["areas"])
    return f"{area}-555-01{draw.between((0, 99)):02}"


def postal_code(draw: Draw, pack: str) -> str:
    """A code of the right shape near the agency; the last three signs in Canada are by chance."""
    start = draw.one(load("places")[pack]["postal"])
    if len(start) == 5:
        return start
    digit = draw.between
    return f"{start} {digit((1, 9))}{draw.one(LETTERS)}{digit((1, 9))}"


def business(draw: Draw, kinds: list[str]) -> str:
    words = load("places")["employers"]
    return f"{draw.one(words['first'])} {draw.one(kinds)}{draw.one(words['second'])}"
