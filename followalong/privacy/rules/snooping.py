"""Which looks deserve a word, without saying that anything was wrong. Pure.

Nothing here knows at what time of day somebody worked: an hour is never a reason. Nothing counts
what anybody got done. A flag is a question about access, and most have a good answer.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from followalong.core.text import fold

# A pair that was talked about is not asked about again so soon, for the same reason.
QUIET_DAYS = 90


class Rule(StrEnum):
    OWN_RECORD = "own_record"
    SAME_REACH = "same_reach"
    SAME_NAME = "same_name"
    NO_TIE = "no_tie"
    MANY = "many"


@dataclass(frozen=True)
class Reader:
    """A member, as the agency knows them."""

    given: str
    family: str
    email: str


@dataclass(frozen=True)
class Person:
    """Whose record it is."""

    given: str
    preferred: str
    family: str
    email: str
    emergency_contact: str


def raised(reader: Reader, person: Person, *, is_tied: bool) -> frozenset[Rule]:
    """The rules that a look of this member at this person's record meets."""
    found = set()
    same_family = bool(fold(reader.family)) and fold(reader.family) == fold(person.family)
    same_given = fold(reader.given) in {fold(person.given), fold(person.preferred)} - {""}
    if same_family:
        found.add(Rule.OWN_RECORD if same_given else Rule.SAME_NAME)
    same_email = bool(reader.email) and reader.email.casefold() == person.email.casefold()
    if same_email or _is_named(reader, person.emergency_contact):
        found.add(Rule.SAME_REACH)
    if not is_tied:
        found.add(Rule.NO_TIE)
    return frozenset(found)


def _is_named(reader: Reader, text: str) -> bool:
    """First and last name stand in the text."""
    words = set(fold(text).split())
    given, family = set(fold(reader.given).split()), set(fold(reader.family).split())
    return bool(given) and bool(family) and given | family <= words


def is_many(people: int, most: int) -> bool:
    """More people's records than anybody's work of one day needs, opened one by one."""
    return people > most


def is_asked_again(on: dt.date, closed_on: dt.date | None) -> bool:
    """Whether the same pair and rule may be asked about on this day."""
    return closed_on is None or on > closed_on + dt.timedelta(days=QUIET_DAYS)
