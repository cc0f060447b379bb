"""What somebody wants of a job, as features: what a match may use, and nothing else.

An empty answer is not known, and what is not known excludes nothing. Plain types, so that whoever
matches people with openings reads it without a database.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Shift(StrEnum):
    EARLY = "early"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"


class Travel(StrEnum):
    WALK = "walk"
    BIKE = "bike"
    TRANSIT = "transit"
    CAR = "car"
    LIFT = "lift"


class Much(StrEnum):
    """How much of something is right: of people, of noise, of pace, of strain."""

    LITTLE = "little"
    SOME = "some"
    LOTS = "lots"


class Place(StrEnum):
    INDOORS = "indoors"
    OUTDOORS = "outdoors"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Preferences:
    """As the person said it last. `must_nots` are limits; everything else is a wish."""

    kinds: tuple[str, ...] = ()
    hours_least: int | None = None
    hours_most: int | None = None
    shifts: frozenset[Shift] = frozenset()
    pay_floor: Decimal | None = None
    travel: frozenset[Travel] = frozenset()
    minutes_most: int | None = None
    people: Much | None = None
    noise: Much | None = None
    pace: Much | None = None
    strain: Much | None = None
    place: Place | None = None
    must_nots: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """True once anything at all was said."""
        return self != Preferences()


def lines_in(text: str | None) -> tuple[str, ...]:
    """One thing a line: without empty lines, each once, in the order they were said."""
    said = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(dict.fromkeys(line for line in said if line))
