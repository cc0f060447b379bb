"""Words in cells: tidied without changing what they say."""

from __future__ import annotations

import re
import unicodedata

from followalong.core.text import fold

# Spaces that look like one and are none, and marks nobody sees.
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\u2060\ufeff\ufffd]")
_BREAKS = re.compile(r" ?(?:\r\n|[\r\n\u0085\u2028\u2029]) ?")

# What people write where they do not know.
UNKNOWN = frozenset(
    ["unknown", "not known", "n a", "na", "nd", "n d", "nk", "inconnu", "inconnue", "s o"]
    + ["so", "ne sait pas", "nsp", "desconocido", "desconocida", "no sabe", "null", "none"]
    + ["no se", "aucun", "aucune", "ninguno", "ninguna", "tbd", "a determiner"]
)


def tidy(text: str) -> str:
    """The cell without what nobody sees: odd spaces, marks, blanks around it."""
    text = unicodedata.normalize("NFC", text)
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    return _SPACES.sub(" ", text).strip()


def says_unknown(text: str) -> bool:
    """Nothing, a dash, a question mark, or a word for not knowing: the cell is unknown."""
    if any(c.isdigit() for c in text):
        return False
    return not any(c.isalpha() for c in text) or fold(text) in UNKNOWN
