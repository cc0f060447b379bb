"""Dates as people type them, and which of day and month comes first in a column.

A date that can be read in one way only is read. Where it could be two, both are given and the
column decides; where the column cannot decide, somebody is asked. A year or a month alone is
never made into a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1880, 2100
# Excel counts days from here; the numbers of 1927 to 2064.
EXCEL_ZERO = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 10_000, 60_000


class Order(StrEnum):
    """Which comes first in 03/11/2025."""

    DAY = "day"
    MONTH = "month"


class Why(StrEnum):
    """Why a text is no day."""

    NOT_A_DATE = "not_a_date"
    YEAR_ALONE = "year_alone"
    MONTH_ALONE = "month_alone"
    NO_YEAR = "no_year"
    NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True, slots=True)
class Days:
    """What a text may mean: the day if the day comes first, and if the month does."""

    day_first: date | None = None
    month_first: date | None = None
    why: Why | None = None

    @property
    def is_sure(self) -> bool:
        """One day, whichever comes first."""
        return self.day_first is not None and self.day_first == self.month_first

    @property
    def is_open(self) -> bool:
        """Two days, and the text alone cannot say which."""
        return None not in (self.day_first, self.month_first) and not self.is_sure

    def by(self, order: Order | None) -> date | None:
        """The day, as the column's order says; None where that cannot be or nobody said."""
        if order is None:
            return self.day_first if self.is_sure else None
        return self.day_first if order is Order.DAY else self.month_first


_NAMES = (
    "jan january janv janvier ene enero",
    "feb february febr fev fevr fevrier febrero",
    "mar march mars marzo",
    "apr april avr avril abr abril",
    "may mai mayo",
    "jun june juin junio",
    "jul july juil juillet julio",
    "aug august aou aout ago agosto",
    "sep sept september septembre septiembre set setiembre",
    "oct october octobre octubre",
    "nov november novembre noviembre",
    "dec december decembre dic diciembre",
)
MONTHS = {name: n for n, names in enumerate(_NAMES, 1) for name in names.split()}
_DAYS = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday"
    " sun sunday lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim"
    " dimanche lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo"
)
_WEEKDAYS = frozenset(_DAYS.split())
_FILLERS = frozenset(["de", "del", "of", "le", "el", "la", "the", "du", "en", "on"])

_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_YEAR = re.compile(r"\d{4}")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2})")
_NO_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}")
_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|re|eme|e|o|a)$")
_CLOCK = re.compile(
    r"(?:^|[ T,@])(?:a las |at |a )?(\d{1,2})(?:[:h](\d{2}))(?::\d{2})?(?:\.\d+)?"
    r" ?(am|pm|a\. ?m\.?|p\. ?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_CLOCK_12 = re.compile(r"(?:^|[ ,@])(?:at )?(\d{1,2}) ?(am|pm|a\. ?m\.?|p\. ?m\.?)$", re.IGNORECASE)


def read_days(text: str, *, latest_year: int) -> Days:
    """What days the text may mean. A year of two digits is the latest not after `latest_year`."""
    text, _clock = split_clock(text.strip().strip("'"))
    text = text.strip(" ,.")
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _sure(*map(int, found.groups()))
    if found := _NUMBERS.fullmatch(text):
        first, second, year = found.groups()
        return _either(int(first), int(second), _full_year(year, latest_year))
    if found := _SERIAL.fullmatch(text):
        return _serial(int(found[1]))
    if found := _YEAR.fullmatch(text):
        known = FIRST_YEAR <= int(found[0]) <= LAST_YEAR
        return Days(why=Why.YEAR_ALONE if known else Why.NOT_A_DATE)
    if _MONTH_YEAR.fullmatch(text):
        return Days(why=Why.MONTH_ALONE)
    if _NO_YEAR.fullmatch(text):
        return Days(why=Why.NO_YEAR)
    return _in_words(text, latest_year)


def _sure(year: int, month: int, day: int) -> Days:
    found = _day(year, month, day)
    return Days(found, found) if found else Days(why=Why.NO_SUCH_DAY)


def _either(first: int, second: int, year: int) -> Days:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None and month_first is None:
        return Days(why=Why.NO_SUCH_DAY)
    return Days(day_first, month_first)


def _serial(number: int) -> Days:
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return Days(why=Why.NOT_A_DATE)
    found = EXCEL_ZERO + timedelta(days=number)
    return Days(found, found)


def _in_words(text: str, latest_year: int) -> Days:
    """`Nov. 3rd, 2025`, `lundi 1er mars 2025`, `3 de noviembre de 2025`, `3-Nov-25`."""
    words = [w for w in re.split(r"[ \-/.,]+", _plain(text)) if w and w not in _FILLERS]
    # `mar` is a month, and a Tuesday where another month follows.
    named = [w for w in words if w in MONTHS]
    words = [w for n, w in enumerate(words) if not (_is_weekday(w, named) and n == 0)]
    months = [MONTHS[w] for w in words if w in MONTHS]
    numbers = [_ORDINAL.sub(r"\1", w) for w in words if w not in MONTHS]
    if len(months) != 1 or not all(n.isdecimal() and n.isascii() for n in numbers):
        return Days(why=Why.NOT_A_DATE)
    if len(numbers) == 1:
        return Days(why=Why.MONTH_ALONE if len(numbers[0]) == 4 else Why.NO_YEAR)
    if len(numbers) != 2:
        return Days(why=Why.NOT_A_DATE)
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if len(day) > 2 or len(year) not in (2, 4):
        return Days(why=Why.NOT_A_DATE)
    return _sure(_full_year(year, latest_year), months[0], int(day))


def _is_weekday(word: str, months: list[str]) -> bool:
    return word in _WEEKDAYS and (word not in MONTHS or len(months) > 1)


def _plain(text: str) -> str:
    """Lower case without accents; what is no letter stays."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _full_year(text: str, latest_year: int) -> int:
    if len(text) == 4:
        return int(text)
    year = latest_year // 100 * 100 + int(text)
    return year if year <= latest_year else year - 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def split_clock(text: str) -> tuple[str, time | None]:
    """The text without its time of day, and that time; as they are where there is none."""
    if found := _CLOCK.search(text):
        clock = _clock(int(found[1]), int(found[2]), found[3] or "")
    elif found := _CLOCK_12.search(text):
        clock = _clock(int(found[1]), 0, found[2])
    else:
        return text, None
    return (text[: found.start()], clock) if clock else (text, None)


def _clock(hour: int, minute: int, half: str) -> time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column's dates say about which comes first."""

    order: Order | None  # what they prove, or None
    has_open: bool  # some could be two days
    is_mixed: bool = False  # some prove the one, some the other


def order_of(column: Iterable[Days]) -> Evidence:
    """The order of a column: what days above 12 prove, if they agree."""
    day = month = 0
    has_open = False
    for found in column:
        if found.is_open:
            has_open = True
        elif not found.is_sure:
            day += found.day_first is not None
            month += found.month_first is not None
    if day and month:
        return Evidence(None, has_open, is_mixed=True)
    proved = Order.DAY if day else Order.MONTH if month else None
    return Evidence(proved, has_open)
