"""Names and telephone numbers in a form in which they can be compared.

A name is stored as it was given. Beside it stands its key, computed here and nowhere else
(never by the database, whose rules differ from machine to machine).
"""

import re
import unicodedata

# Letters that Unicode does not take apart although a keyboard without them writes them so.
_SPELLED_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures spelled out, everything but words a space.

    Folding twice changes nothing more. Vowel signs of scripts that write them as marks stay.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = plain.translate(_SPELLED_OUT)
    kept = (letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if _in_word(letter) else " " for letter in kept).split())


def _in_word(letter: str) -> bool:
    # "Lm" holds the apostrophes that are letters (ʻ ʼ): a phone types a plain one for them.
    category = unicodedata.category(letter)
    return category[0] in "LMN" and category != "Lm"


def name_key(*parts: str | None) -> str:
    """The key of a person's or firm's name: given, family and preferred name in one."""
    return fold(" ".join(part for part in parts if part))


def without_initials(key: str) -> str:
    """A key without its single letters, unless nothing else is left: `ben j osei`, `ben osei`."""
    words = [word for word in key.split() if len(word) > 1]
    return " ".join(words) or key


def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of a text's words, padded as PostgreSQL's pg_trgm pads them."""
    padded = (f"  {word} " for word in fold(text).split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def similarity(a: str, b: str) -> float:
    """The share of three-letter pieces that two texts have in common, from 0 to 1."""
    left, right = trigrams(a), trigrams(b)
    return len(left & right) / len(left | right) if left or right else 0.0


# "ext. 12", "x12", "poste 12" (French), "#12": the number before it is the one to compare.
_EXTENSION = re.compile(r"(?:ext|extn|extension|poste|x|#)\.?\s*\d+\s*$", re.IGNORECASE)


def phone_key(text: str, country: str = "1") -> str:
    """The digits of a telephone number, to find it again however it was written.

    The code of the own country and the extension are left out, so `+1 (416) 555-0134 x2` and
    `416 555 0134` are one. Fewer than seven digits are not a number: empty, matches nothing.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    number = _EXTENSION.sub("", text)
    digits = "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdecimal())
    abroad = number.lstrip("( ").startswith("+")
    if digits.startswith("00"):
        digits, abroad = digits[2:], True
    is_own_long = country == "1" and len(digits) == 11
    if (abroad or is_own_long) and digits.startswith(country):
        digits = digits[len(country) :]
    return digits if len(digits) >= 7 else ""
