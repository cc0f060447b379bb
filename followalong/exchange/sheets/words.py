"""What agencies call their columns and write into them: data/sheets.toml, checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django.utils import translation

from followalong.agencies.packs import codes
from followalong.core.text import fold
from followalong.exchange.rules import columns
from followalong.exchange.sheets.fields import KINDS, Field, Kind

FILE = Path(__file__).parents[1] / "data" / "sheets.toml"
LANGUAGES = ("en", "fr", "es")


class WordsError(ValueError):
    """The file names a column, a kind or a code that there is not."""


@cache
def _read() -> Mapping[str, Mapping]:
    with FILE.open("rb") as file:
        data = tomllib.load(file)
    known = {key for kind in KINDS.values() for key in kind.keys}
    if wrong := set(data["columns"]) ^ known:
        raise WordsError(f"{FILE.name}: columns {sorted(wrong)}")
    if wrong := set(data["kinds"]) ^ set(KINDS):
        raise WordsError(f"{FILE.name}: kinds {sorted(wrong)}")
    for key, words in data["codes"].items():
        if wrong := set(words) - set(codes.get(key).codes):
            raise WordsError(f"{FILE.name}: {key} {sorted(wrong)}")
    return data


def names_of(key: str) -> Mapping[str, Sequence[str]]:
    """What each field that a row of this kind may have is called, the surest name first: our own
    word in the language of the page, others' words, our own in the other languages."""
    return _names_of(key, translation.get_language() or "en")


@cache
def _names_of(key: str, language: str) -> Mapping[str, Sequence[str]]:
    known = _read()["columns"]
    others = [other for other in LANGUAGES if other != language]
    return {
        field.key: [
            _ours(field, language),
            *map(columns.called, known[field.key]),
            *(_ours(field, other) for other in others),
        ]
        for field in KINDS[key].fields
    }


def _ours(field: Field, language: str) -> str:
    with translation.override(language):
        return columns.called(translation.gettext(field.label))


@cache
def _every_name() -> frozenset[str]:
    every = (names_of(key) for key in KINDS)
    return frozenset(name for names in every for known in names.values() for name in known)


def is_known(header: str) -> bool:
    """Whether a cell is what somebody calls a column."""
    return columns.called(header) in _every_name()


def propose_kind(headers: Sequence[str]) -> str:
    """What one row is most likely about: the kind whose telling columns are there."""
    telling = _read()["kinds"]

    def told(kind: Kind) -> float:
        names = {
            key: words for key, words in names_of(kind.key).items() if key in telling[kind.key]
        }
        found = columns.propose(headers, names)
        return sum(1 for field in found if field) / len(names) ** 0.5

    return max(KINDS.values(), key=told).key


@cache
def code_of(key: str) -> Mapping[str, str]:
    """Folded word -> code of a list: the codes, their labels in every language, other words."""
    listed = codes.get(key)
    found: dict[str, str] = {}
    for code, words in _read()["codes"].get(key, {}).items():
        for word in words:
            found.setdefault(fold(word), code)
    for entry in listed.entries:
        for word in (entry.code, *(entry.label.say(language) for language in LANGUAGES)):
            found[fold(word)] = entry.code
    return found


def propose_columns(kind: str, headers: Sequence[str]) -> list[str]:
    """Which column is which of ours; a last name without a first beside it is the whole name."""
    found = columns.propose(headers, names_of(kind))
    if "full_name" in KINDS[kind].keys and "full_name" not in found:
        alone = {"family_name", "given_name"} & set(found)
        if len(alone) == 1:
            found[found.index(alone.pop())] = "full_name"
    return found
