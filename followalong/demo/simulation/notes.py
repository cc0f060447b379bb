"""Notes as a specialist might jot them down, put together from fragments of our own."""

from __future__ import annotations

from .draw import Draw
from .reference import load

LANGUAGES = {"Français": "fr", "Español": "es"}
SHARE_IN_THEIR_LANGUAGE = 0.7


def contact_note(draw: Draw, category: str | None, language: str) -> str:
    """A short note about a contact, now and then in the person's language."""
    tongue = LANGUAGES.get(language, "en")
    if tongue != "en" and not draw.chance(SHARE_IN_THEIR_LANGUAGE):
        tongue = "en"
    words = load("notes")[tongue]
    middle = draw.one(words.get(category) or words["OTHER"])
    if category == "OUTREACH":
        return middle
    parts = (draw.one(words["opening"]), middle, draw.one(words["closing"]))
    return " ".join(part for part in parts if part)


def fragment(draw: Draw, kind: str) -> str:
    """A note of that kind: for an employer contact, a next step or an addendum."""
    return draw.one(load("notes")["en"][kind])
