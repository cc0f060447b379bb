"""Taking something off a record where it does not belong, and finding where it does."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from followalong.clients.rules.enrolments import Stay
from followalong.core.dates import closed

Id = TypeVar("Id")


class CorrectionReason(StrEnum):
    """It never was so, or it was so for somebody else."""

    ENTERED_IN_ERROR = "entered_in_error"
    WRONG_PERSON = "wrong_person"


class Place(NamedTuple, Generic[Id]):
    """An enrolment of the right person: its days, and whether it is in the same program."""

    id: Id
    stay: Stay
    is_same_program: bool


def place_for(day: date, places: Iterable[Place[Id]]) -> Id | None:
    """The enrolment that what happened on a day belongs to.

    One that covers the day, the same program before another; else the nearest in time.
    """
    best = min(places, key=lambda place: _far(day, place), default=None)
    return best.id if best else None


def _far(day: date, place: Place[Id]) -> tuple[bool, bool, int, int]:
    stay = place.stay
    is_within = closed(day, stay.entered_on, stay.exited_on)
    ends = [end for end in stay if end is not None]
    away = 0 if is_within else min(abs((day - end).days) for end in ends)
    # Of two as good as each other the later one: work goes on there.
    return not is_within, not place.is_same_program, away, -stay.entered_on.toordinal()
