"""Nobody whom chance made has a given name of somebody told by hand at the same agency.

So that a search for a name finds the person of the story, or nobody.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from followalong.demo.cast import parts_at
from followalong.demo.simulation.draw import Draw
from followalong.demo.simulation.names import Name, email, person
from followalong.demo.story import stories

NAMES = ("given_name", "preferred_name")


@cache
def told_names(agency: int) -> frozenset[str]:
    """Given names of the people told at this agency, and what they go by."""
    told = [stories().get(part.slug, {}) for part in parts_at(agency)]
    people = [one for each in told for one in (*each.get("person", ()), *each.get("referral", ()))]
    return frozenset(one[name] for one in people for name in NAMES if one.get(name))


def apart_from(row: Any, pack: str, taken: frozenset[str]) -> Any:
    """The client under a name of their own, the same each time."""
    draw = Draw("another name", row.client_id)
    for column in NAMES:
        while getattr(row, column) in taken:
            row = row._replace(**{column: person(draw, pack).given})
            if column == "given_name" and row.email:
                name = Name(row.given_name, row.family_name or "")
                row = row._replace(email=email(name, int(row.client_id[1:])))
    return row
