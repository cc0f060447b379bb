"""A job title as the words that count in it."""

import re
from collections.abc import Mapping

from followalong.core.text import fold

# Words that say nothing about the work.
FILLERS = frozenset("a an and at by for in including of on or other the to with".split())  # noqa: SIM905
# What a title says it is not: "Engineers, Except Computer".
_NOT_THIS = re.compile(r"[,(]?\s*\b(?:except|excluding|not including)\b.*", re.IGNORECASE)
_ALL_OTHER = re.compile(r",?\s*\ball other\b", re.IGNORECASE)
_LONG_PLURAL = re.compile(r"(?:ss|x|ch|sh)es$")


def stem(word: str) -> str:
    """A word without its plural; anything cleverer joins words that are not the same work."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and _LONG_PLURAL.search(word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title that say what the work is, each once, in their order."""
    said = _ALL_OTHER.sub("", _NOT_THIS.sub("", title))
    folded = (word for word in fold(said).split() if word not in FILLERS)
    return tuple(dict.fromkeys(stem(word) for word in folded))


def spelled_out(title: str, synonyms: Mapping[str, str]) -> str:
    """The title with the sector's short forms and own words said in words that lists know.

    "PSW (nights)" becomes "personal support worker nights". The longest phrase goes first.
    """
    text = f" {fold(title)} "
    for phrase in sorted(synonyms, key=len, reverse=True):
        text = text.replace(f" {fold(phrase)} ", f" {fold(synonyms[phrase])} ")
    return " ".join(text.split())


def pieces(word: str) -> frozenset[str]:
    """The three-letter pieces of one word, padded: what "baker" and "bakery" have in common."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
