"""Caseloads in numbers, and who has waited long: facts beside people, never a score of anyone."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from followalong.core.dates import age_in_days


def at_full_time(number: int, fte: Decimal | None) -> int:
    """How many people that would be for somebody full time (measures.md E6; empty is 1)."""
    if not fte or fte <= 0:
        return number
    return int((Decimal(number) / fte).quantize(Decimal(1), ROUND_HALF_UP))


class Help(StrEnum):
    """What would help somebody who waits for a first employer contact."""

    NAME_SOMEONE = "name_someone"
    GET_IN_TOUCH = "get_in_touch"
    VISIT = "visit"


def what_helps(
    *, has_specialist: bool, talked_on: date | None, today: date, quiet_days: int
) -> Help:
    """The first thing missing: somebody who goes along, a talk, and then an employer."""
    if not has_specialist:
        return Help.NAME_SOMEONE
    if talked_on is None or age_in_days(talked_on, today) > quiet_days:
        return Help.GET_IN_TOUCH
    return Help.VISIT
