"""A note for the team never holds a client's name (domain.md 3.4): checked on the spot.

Nothing leaves the installation for this, and the worker has the last word.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.core.text import fold
from followalong.employers.rules import names_in
from followalong.ui.words import quoted

WORDS = Path(__file__).parents[1] / "data" / "words_that_are_names.toml"
# How many people are looked up for one word: more bear the same name only in a very big agency.
ALIKE = 20


class LookAtNames(Exception):
    """A text for the team holds what looks like the name of somebody we support."""

    def __init__(self, field: str, names: Iterable[str]) -> None:
        self.field = field
        listed = ", ".join(map(quoted, names))
        super().__init__(
            _(
                "%(names)s looks like a person's name. Notes about employers are for everyone "
                "here: take it out, or tick that it is not a person we support."
            )
            % {"names": listed}
        )


def refuse_names(
    by: Actor, texts: Mapping[str, Any], fields: Iterable[str], *, not_people: Iterable[str]
) -> None:
    """Raise LookAtNames for the first of these texts that names somebody the writer may see."""
    written = {field: texts.get(field) or "" for field in fields}
    given, family = _known_names(by, " ".join(written.values()))
    # "young", "cook" and "hill" are everyday words: a family name alone counts with a capital.
    common = _common_words() | family
    for field, text in written.items():
        found = names_in(text, given | family, list(not_people), common)
        if found:
            raise LookAtNames(field, dict.fromkeys(text[one.start : one.end] for one in found))


def _known_names(by: Actor, text: str) -> tuple[set[str], set[str]]:
    """First and full names, and family names, of people the writer may see."""
    words = sorted({word for word in fold(text).split() if len(word) > 1})
    if not words:
        return set(), set()
    alike = RawSQL(  # noqa: S611 - the words are a parameter
        "SELECT found.id FROM unnest(%s::text[]) AS word, search_clients(word, %s) AS found",
        [words, ALIKE],
    )
    people = Client.objects.visible_to(by).filter(pk__in=alike)
    given: set[str] = set()
    family: set[str] = set()
    for person in people.only("given_name", "family_name", "preferred_name"):
        given |= _parts(person.given_name) | _parts(person.preferred_name) | {person.full_name}
        family |= _parts(person.family_name)
    return given, family


def _parts(name: str | None) -> set[str]:
    """A name, and each of its words that is more than an initial."""
    return {name} | {w for w in re.findall(r"[^\W_]+", name) if len(w) > 2} if name else set()


@cache
def _common_words() -> frozenset[str]:
    lists = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words)
