"""Rows of one list that may be about the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from followalong.clients.rules.sameness import (
    LAST_DIGITS,
    Traits,
    signs_of_sameness,
    sound_keys,
)


class Said(NamedTuple):
    """What a row says about who it is about."""

    row: UUID
    key: str  # the folded name
    born_on: date | None
    own_id: str = ""  # the id in their other system, which settles it


class Twins(NamedTuple):
    """Rows with one name of which nobody can tell whether they are one person."""

    name: str  # a fingerprint of the folded name: what an answer is kept under
    rows: tuple[UUID, ...]


class Sorted(NamedTuple):
    """Which person each row is about, and the questions that are left."""

    person: dict[UUID, str]
    asked: list[Twins]


SAME, OTHERS = "same", "others"


def sort_out(rows: Iterable[Said], answers: Mapping[str, str]) -> Sorted:
    """Rows with one id are one person, and so are rows with one name and one date of birth.

    Rows with one name and two dates of birth are two people. Where a date of birth is missing
    somebody is asked; `answers` says `same` or `others` by the name's fingerprint.
    """
    person: dict[UUID, str] = {}
    asked: list[Twins] = []
    by_name: dict[str, list[Said]] = defaultdict(list)
    for said in rows:
        if said.own_id:
            person[said.row] = said.own_id
        else:
            by_name[said.key].append(said)
    for key, group in by_name.items():
        born = {said.born_on for said in group if said.born_on}
        is_open = len(group) > 1 and any(said.born_on is None for said in group)
        name = _hash(key)
        answer = answers.get(name, "") if is_open else ""
        if is_open and not (answer == OTHERS or (answer == SAME and len(born) < 2)):
            asked.append(Twins(name, tuple(said.row for said in group)))
        for n, said in enumerate(group):
            person[said.row] = _hash(key, *_which(said, n, born, answer))
    return Sorted(person, asked)


# Compared are people who share one of these; more than so many share it only by accident.
CROWD = 30


def near(people: Mapping[str, Traits], rows: Mapping[str, UUID], sure: set[str]) -> list[Twins]:
    """Two people of the list who may be one by the clients' own rule: names nearly the same, one
    date of birth, one telephone number. `rows` has a row of each; `sure` are those whom an id of
    their own tells apart from each other."""
    shared: dict[object, list[str]] = defaultdict(list)
    for person, traits in people.items():
        sounds = tuple(sorted(sound_keys(*traits.parts)))
        for key in (traits.born_on, traits.phone[-LAST_DIGITS:], sounds):
            if key:
                shared[key].append(person)
    pairs = {
        (min(a, b), max(a, b))
        for group in shared.values()
        if len(group) <= CROWD
        for a, b in combinations(group, 2)
        if not {a, b} <= sure and signs_of_sameness(people[a], people[b])
    }
    return [Twins(_hash(*pair), tuple(rows[person] for person in pair)) for pair in sorted(pairs)]


def _which(said: Said, n: int, born: set[date], answer: str) -> tuple[str, ...]:
    """What tells this one from others of the name. The first of a name keeps it without an
    addition, so that next month's list finds the same person."""
    if answer == OTHERS and said.born_on is None and n:
        return (f"#{n}",)
    if answer == SAME and len(born) == 1:
        return (next(iter(born)).isoformat(),)
    return (said.born_on.isoformat(),) if said.born_on else ()


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()
