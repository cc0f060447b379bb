"""Names in one cell: whose, and which part is which. What cannot be told is proposed, not done."""

from __future__ import annotations

import re
from typing import NamedTuple


class Name(NamedTuple):
    """A person's name. `given` is what they are called when nothing else is known."""

    given: str
    family: str = ""
    preferred: str = ""

    def __str__(self) -> str:
        called = f" ({self.preferred})" if self.preferred else ""
        return " ".join(filter(None, [self.given, self.family])) + called


_TITLE = re.compile(
    r"^(?:mr|mrs|ms|mx|dr|mme|mlle|sr|sra|srta)\.? +(?=\S)|^m\. +(?=\S)", re.IGNORECASE
)
_PREFERRED = re.compile(r"""\s*(?:\(([^()]+)\)|"([^"]+)"|“([^”]+)”|«\s*([^»]+?)\s*»)\s*""")
# Between two people of one cell. A bare comma is none: it stands between last and first name.
_AND = re.compile(r"\s*(?:\s(?:and|et|y|e)\s|[&+/;\n])\s*", re.IGNORECASE)
_BEFORE_NAMES = (
    "de del della der den di da das do dos du des la las le les los van von vander st saint bin ibn"
    " al el y e af av ter ten"
)
_PARTICLES = frozenset(_BEFORE_NAMES.split())


def read_names(text: str, *, family_first: bool = False) -> list[Name]:
    """The people that a cell names: mostly one; several where it says `and`, `&`, `/`, `;`.

    `Rosa & Luis Alvarez` and `Alvarez, Rosa & Luis` share their last name.
    """
    text, preferred = _called(text)
    family, comma, rest = text.partition(",")
    if comma and rest.strip():
        people = [Name(_untitled(part), family.strip()) for part in _AND.split(rest) if part]
        # `Alvarez, Rosa & Diaz, Luis` has a comma for each.
        if "," in rest:
            parts = [part for part in _AND.split(text) if part.strip(" ,")]
            people = [_after_comma(part) for part in parts]
    else:
        parts = [part for part in _AND.split(text.replace(",", " ")) if part.strip()]
        people = [_in_order(_untitled(part), family_first) for part in parts]
        people = _shared_family(people, family_first)
    if preferred and len(people) == 1:
        people = [people[0]._replace(preferred=preferred)]
    return people


def _called(text: str) -> tuple[str, str]:
    """The text without a name in brackets or quotes, and that name: `Roberta (Bobbie) Lee`."""
    found = _PREFERRED.search(text)
    if not found:
        return text.strip(), ""
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    called = next(part for part in found.groups() if part).strip()
    return (rest, called) if rest and not _PREFERRED.search(rest) else (text.strip(), "")


def _after_comma(text: str) -> Name:
    family, _comma, given = text.partition(",")
    given = _untitled(given)
    return Name(given, family.strip()) if given else _in_order(family.strip(), False)


def _untitled(text: str) -> str:
    return _TITLE.sub("", text.strip())


def _in_order(text: str, family_first: bool) -> Name:
    words = text.split()
    if len(words) < 2:
        return Name(text)
    loud = [word for word in words if _is_loud(word)]
    if loud and len(loud) < len(words):  # TREMBLAY Marie, Marie TREMBLAY
        return Name(" ".join(w for w in words if w not in loud), " ".join(loud))
    if family_first:
        return Name(" ".join(words[1:]), words[0])
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Name(" ".join(words[:first]), " ".join(words[first:]))


def _is_loud(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _shared_family(people: list[Name], family_first: bool) -> list[Name]:
    """One who has no last name has that of the others: the last one's, or the first one's."""
    if len(people) < 2:
        return people
    known = [person.family for person in people if person.family]
    if not known:
        return people
    shared = known[0] if family_first else known[-1]
    return [p if p.family else p._replace(family=shared) for p in people]
