"""A worker's time with several people at once stands in their contacts once (ADR 11)."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def staff_shares(minutes: Sequence[int | None]) -> list[int | None]:
    """For each person's minutes the part of the worker's time that stands in their contact.

    Each stretch of time is shared by those who were there in it. So the parts add up to the
    longest of the contacts, nobody's part is longer than their own time, and whoever was there
    as long as another has the same part, but for a minute of rounding. Unknown stays unknown.
    """
    known = sorted((said, at) for at, said in enumerate(minutes) if said is not None)
    shares: list[int | None] = [None] * len(minutes)
    part, before, total = Fraction(0), 0, Fraction(0)
    for place, (said, at) in enumerate(known):
        part += Fraction(said - before, len(known) - place)
        shares[at] = floor(total + part) - floor(total)
        total, before = total + part, said
    return shares
