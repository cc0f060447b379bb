"""One cell of a spreadsheet: from what people typed to what the exchange package writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from followalong.core.text import fold
from followalong.exchange.rules import dates, values
from followalong.exchange.rules.text import says_unknown
from followalong.exchange.sheets import words
from followalong.exchange.sheets.fields import LOOKED_UP, Field, Reads
from followalong.exchange.sheets.wrong import Wrong

LONGEST_ID = 64
YOUNGEST = 10  # years: nobody younger takes part, so 3/11/25 was not born in 2025
MOST_NUMBER = 9_999


@dataclass(frozen=True)
class How:
    """How this sheet's cells are read: what its columns proved and what somebody answered.

    `orders` says for a column of days which comes first; `meanings` what a word of a column means
    (a code or an id; empty means nothing is known); `known` the names of staff, programs, teams.
    """

    today: date
    orders: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: Mapping[Reads, Mapping[str, str]] = field(default_factory=dict)
    is_family_first: bool = False


# Where `na` may be somebody's name, or a word that was explained.
NOT_ASKED = LOOKED_UP | {Reads.TEXT, Reads.ID, Reads.NAME}


class Cell(NamedTuple):
    """What a cell says: its value as the package writes it, empty for unknown; or what is wrong."""

    value: str = ""
    wrong: Wrong | None = None


UNKNOWN = Cell()


def read_cell(field: Field, text: str, how: How) -> Cell:
    """The cell's value. What is empty, or says that nobody knows, is unknown."""
    if not any(c.isalnum() for c in text) and field.reads is not Reads.YES_NO:
        return UNKNOWN
    if field.reads not in NOT_ASKED and says_unknown(text):
        return UNKNOWN
    if field.reads in LOOKED_UP:
        return _looked_up(field, text, how)
    return _READERS[field.reads](field, text, how)


def days_of(field: Field, text: str, how: How) -> dates.Days:
    """What days a cell may mean."""
    latest = how.today.year + (1 if field.reads is Reads.DAY else -YOUNGEST)
    return dates.read_days(text, latest_year=latest)


def _day(field: Field, text: str, how: How) -> Cell:
    found = days_of(field, text, how)
    if found.why:
        return Cell(wrong=Wrong(found.why.value))
    order = how.orders.get(field.key)
    day = found.by(dates.Order(order) if order else None)
    if day is None and found.is_open:
        both = {"first": found.day_first, "second": found.month_first}
        return Cell(wrong=Wrong("open_day", both))
    if day is None:  # only one of the two is a day, and it is not the one the column says
        day = found.day_first or found.month_first
        if order:
            return Cell(wrong=Wrong("no_such_day"))
    return Cell(day.isoformat() if day else "")


def _looked_up(field: Field, text: str, how: How) -> Cell:
    said = fold(text)
    answered = how.meanings.get(field.key, {}).get(said)
    known = words.code_of(field.codes) if field.codes else how.known.get(field.reads, {})
    # What a colleague answered for a file of theirs may name a program that is not this reader's.
    if answered == "" or (answered and (field.codes or answered in known.values())):
        return Cell(answered)
    if says_unknown(text):
        return UNKNOWN
    return Cell(known[said]) if said in known else Cell(wrong=Wrong("not_known"))


def _text(field: Field, text: str, how: How) -> Cell:
    return Cell(text)


def _id(field: Field, text: str, how: How) -> Cell:
    one_line = " ".join(text.split())
    if len(one_line) > LONGEST_ID:
        return Cell(wrong=Wrong("too_long", {"most": LONGEST_ID}))
    return Cell(one_line)


def _phone(field: Field, text: str, how: How) -> Cell:
    if not values.is_phone(text):
        return Cell(wrong=Wrong("not_a_phone"))
    return Cell(values.tidy_phone(text))


def _email(field: Field, text: str, how: How) -> Cell:
    bare = text.removeprefix("mailto:").strip("<> ")
    return Cell(bare) if values.is_email(bare) else Cell(wrong=Wrong("not_an_email"))


def _clock(field: Field, text: str, how: How) -> Cell:
    rest, clock = dates.split_clock(text)
    if clock is None or rest.strip():
        return Cell(wrong=Wrong("not_a_time"))
    return Cell(clock.isoformat("minutes"))


def _yes_no(field: Field, text: str, how: How) -> Cell:
    said = values.read_yes_no(text)
    if said is None:
        return Cell(wrong=Wrong("not_yes_no"))
    return Cell("true" if said else "false")


def _hours(field: Field, text: str, how: How) -> Cell:
    return _number(values.read_hours(text))


def _money(field: Field, text: str, how: How) -> Cell:
    return _number(values.read_number(text))


def _number(found: Decimal | None) -> Cell:
    if found is None:
        return Cell(wrong=Wrong("not_a_number"))
    if not 0 <= found <= MOST_NUMBER:
        return Cell(wrong=Wrong("out_of_range"))
    return Cell(format(round(found, 4), "f"))


def _minutes(field: Field, text: str, how: How) -> Cell:
    found = values.read_minutes(text)
    if found is None:
        return Cell(wrong=Wrong("not_minutes"))
    return Cell(str(found)) if found <= MOST_NUMBER else Cell(wrong=Wrong("out_of_range"))


_READERS: dict[Reads, Callable[[Field, str, How], Cell]] = {
    Reads.TEXT: _text,
    Reads.ID: _id,
    Reads.NAME: _text,
    Reads.PHONE: _phone,
    Reads.EMAIL: _email,
    Reads.BORN: _day,
    Reads.DAY: _day,
    Reads.CLOCK: _clock,
    Reads.YES_NO: _yes_no,
    Reads.HOURS: _hours,
    Reads.MONEY: _money,
    Reads.MINUTES: _minutes,
}
