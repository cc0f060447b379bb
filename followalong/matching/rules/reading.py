"""Hours and pay in the words of an advertisement, as numbers; None where it does not say."""

import re
from decimal import Decimal

Span = tuple[int | None, int | None]

_HOUR = r"(?:h\b|hrs?\b|hours?\b|heures?\b|horas?\b)"
_SPAN = re.compile(rf"(?<![\d.,])(\d+)\s*(?:-|–|to|à|a|o|ou|or)\s*(\d+)\s*{_HOUR}", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\d.,])(\d+)\s*{_HOUR}", re.IGNORECASE)
# Hours of a day or a month say nothing about a week.
_NOT_A_WEEK = re.compile(r"\b(?:a|per|par|por|al)\s*(?:day|month|jour|mois|día|dia|mes)\b", re.I)
_MOST_HOURS = 80
_MONEY = r"\$?\s*(\d+(?:[.,]\d{1,2})?)\s*\$?"
_BY_THE_HOUR = re.compile(
    r"(?:/|\b(?:an|per|par|por|la|l['’]))?\s*(?:h\b|hr\b|hour\b|hourly\b|heure\b|hora\b)", re.I
)


def hours_in(text: str | None) -> Span:
    """The hours a week, at least and at most: "15 to 20 hours" is (15, 20).

    A text about a day or a month, and one that only says "full time", is (None, None).
    """
    if not text or _NOT_A_WEEK.search(text):
        return None, None
    if found := _SPAN.search(text):
        least, most = sorted(int(n) for n in found.groups())
    elif found := _ONE.search(text):
        least = most = int(found[1])
    else:
        return None, None
    return (least, most) if 0 < most <= _MOST_HOURS else (None, None)


def pay_in(text: str | None) -> Decimal | None:
    """The pay of one hour, the most that is offered; None for pay by the year or the day."""
    if not text or not _BY_THE_HOUR.search(text):
        return None
    said = [Decimal(n.replace(",", ".")) for n in re.findall(_MONEY, text)]
    return max((n for n in said if n < 1000), default=None)
