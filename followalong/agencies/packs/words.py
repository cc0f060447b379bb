"""What people are called: client or participant, specialist or vocational counsellor."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .reader import Table
from .text import LANGUAGES, base_language


@dataclass(frozen=True)
class Forms:
    """The forms of one word in one language.

    `one` and `many` serve when the person's gender isn't known or doesn't matter;
    the others only exist where the language has them.
    """

    one: str
    many: str
    one_f: str
    many_f: str
    one_m: str
    many_m: str

    def say(self, plural: bool, gender: str | None) -> str:
        number = "many" if plural else "one"
        return str(getattr(self, f"{number}_{gender}" if gender else number))


@dataclass(frozen=True)
class Word:
    """One label for a person, in every language."""

    key: str
    forms: Mapping[str, Forms]

    def say(self, lang: str, *, plural: bool = False, gender: str | None = None) -> str:
        return self.forms[base_language(lang)].say(plural, gender)


def read_words(table: Table) -> Mapping[str, Mapping[str, Word]]:
    """Every noun with the words an agency may choose for it."""
    nouns = {}
    for noun, choices in table.each():
        words = {key: Word(key, _forms(word)) for key, word in choices.each()}
        nouns[noun] = MappingProxyType(words)
    return MappingProxyType(nouns)


def _forms(table: Table) -> Mapping[str, Forms]:
    forms = {}
    for lang in LANGUAGES:
        row = table.table(lang)
        one, many = row.words("one"), row.words("many")
        forms[lang] = Forms(
            one=one,
            many=many,
            one_f=row.words("one_f", one),
            many_f=row.words("many_f", many),
            one_m=row.words("one_m", one),
            many_m=row.words("many_m", many),
        )
        row.finish()
    table.finish()
    return MappingProxyType(forms)
