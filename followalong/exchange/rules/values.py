"""Yes and no, numbers, money, lengths of time, telephone numbers, as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

from followalong.core.text import fold, phone_key

_YES = frozenset(["yes", "y", "oui", "o", "si", "s", "true", "vrai", "verdadero", "x", "1", "ok"])
_NO = frozenset(["no", "n", "non", "false", "faux", "falso", "0"])
_SIGNS = {"✓": True, "✔": True, "☑": True, "☒": True, "✗": False, "✘": False, "☐": False}

_UNITS = re.compile(
    r"(?:ca\$|us\$|c\$|[$€£]|\b(?:cad|usd|dollars?|dolares|dólares)\b"
    r"|/ ?(?:h|hr|hour|heure|hora|week|wk|semaine|sem|semana)\b\.?"
    r"|(?<![a-z])(?:h|hr|hrs|hour|hours|heure|heures|hora|horas)\b\.?"
    r"|\b(?:per|par|por|a|an|de l'|une?) ?(?:hour|week|heure|semaine|hora|semana)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d+(?:[.,' ]\d+)*")
_CLOCK = re.compile(
    r"(\d{1,3}) ?(?::|h(?:rs?|ours?|eures?)?|horas?) ?(\d{2})?(?: ?m(?:in\w*)?\.?)?"
)
_MINUTES = re.compile(r"(\d{1,4}) ?(?:minutes?|mins?|minutos?|m|')?\.?")
_PART_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2}) ?(?:h|hrs?|hours?|heures?|horas?)\.?")

EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def read_yes_no(text: str) -> bool | None:
    """True, False, or None where it says neither."""
    if text.strip() in _SIGNS:
        return _SIGNS[text.strip()]
    folded = fold(text)
    return True if folded in _YES else False if folded in _NO else None


def read_number(text: str) -> Decimal | None:
    """One number with its units and its comma or dot: `18,50 $`, `$1,234.50`, `37 1/2` is none."""
    bare = " ".join(_UNITS.sub(" ", text.replace("\u2212", "-")).split())
    bare = re.sub(r"(?<=[\d.,]) (?=\d{3}(?!\d))", "", bare)
    if not _NUMBER.fullmatch(bare) or " " in bare:
        return None
    return _decimal(bare.replace("'", ""))


def _decimal(text: str) -> Decimal | None:
    """The last comma or dot divides, unless three digits follow it and nothing says otherwise."""
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Decimal(text)
    last = marks[-1]
    whole, _mark, part = text.rpartition(last)
    groups = re.split(r"[.,]", whole.lstrip("-"))
    if marks.count(last) > 1 or (last == "," and len(part) == 3 and len(marks) == 1):
        every = [*groups, part]
        is_grouped = len(set(marks)) == 1 and all(len(g) == 3 for g in every[1:])
        return Decimal(text.replace(last, "")) if is_grouped and len(every[0]) <= 3 else None
    if len(groups) > 1 and not all(len(g) == 3 for g in groups[1:]):
        return None
    return Decimal(re.sub(r"[.,]", "", whole) + "." + part)


def read_hours(text: str) -> Decimal | None:
    """Hours of work: a number, or `20h30` and `20:30`."""
    found = _CLOCK.fullmatch(text.strip().casefold())
    if found and found[2]:
        minutes = int(found[2])
        return None if minutes > 59 else _quarter(int(found[1]) + Decimal(minutes) / 60)
    return read_number(text)


def _quarter(hours: Decimal) -> Decimal:
    return hours.quantize(Decimal("0.01")).normalize() + 0


def read_minutes(text: str) -> int | None:
    """A length of time in minutes: `45`, `45 min`, `1h30`, `1:30`, `1.5 h`."""
    plain = text.strip().casefold()
    if found := _MINUTES.fullmatch(plain):
        return int(found[1])
    if found := _CLOCK.fullmatch(plain):
        minutes = int(found[2] or 0)
        return None if minutes > 59 else int(found[1]) * 60 + minutes
    if found := _PART_HOURS.fullmatch(plain):
        return int(Decimal(f"{found[1]}.{found[2]}") * 60)
    return None


def is_phone(text: str) -> bool:
    """Whether there are enough digits to call."""
    return any(phone_key(part) for part in re.split(r"[/;,]| ou | or | o ", text))


def tidy_phone(text: str) -> str:
    """Ten bare digits, as a spreadsheet keeps a number, are written as one dials them."""
    digits = re.fullmatch(r"1?(\d{3})(\d{3})(\d{4})", text)
    return "-".join(digits.groups()) if digits else text


def is_email(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None
