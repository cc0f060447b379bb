"""The simulated people of somebody whose day is told by hand: everybody was met lately.

So that a first look at Today shows what data/story.toml tells, and not what chance left open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from followalong.demo.days import on_working_day
from followalong.demo.simulation import House, Rows
from followalong.demo.simulation.draw import Draw
from followalong.demo.simulation.notes import contact_note
from followalong.demo.simulation.visits import visit
from followalong.exchange.format import TABLE

DAY = timedelta(days=1)
WITHIN = range(2, 9)
EMPLOYER_MET = 12
LONGEST = 150
DUE_AFTER = 9


def met_lately(house: House, enrolments: Iterable[Any]) -> Rows:
    """A talk in the last days with each, and an employer met for each soon after they came."""
    for number, row in enumerate(enrolments):
        known = (house.as_of - row.entered_on).days
        if known <= EMPLOYER_MET:
            continue
        draw = Draw(house.seed, "lately", row.enrolment_id)
        day = on_working_day(house.as_of, WITHIN[number % len(WITHIN)])
        yield "contact", _talk(draw, house, row, draw.time(day, house.zone))
        day = on_working_day(house.as_of, min(known - EMPLOYER_MET, LONGEST))
        about = {"mode": "IN_PERSON", "purpose": "NEEDS_VISIT", "hiring_authority": True}
        about |= {"enrolment_id": row.enrolment_id, "disclosed": "none", "made_by": "staff"}
        visit_id = f"{row.enrolment_id}-LV"
        yield "employer_contact", visit(draw, house, visit_id, row.specialist_id, day, **about)


def none_due_yet(steps: Iterable[Any], enrolments: Collection[str], house: House) -> Rows:
    """What was agreed with them and is still open is due after the days that a first look shows."""
    soon = house.as_of + DUE_AFTER * DAY
    for number, row in enumerate(steps):
        is_soon = row.done_on is None and row.due_on and row.due_on < soon
        if is_soon and row.enrolment_id in enrolments:
            row = row._replace(due_on=soon + DAY * (number % 7))  # noqa: PLW2901
        yield "next_step", row


def _talk(draw: Draw, house: House, row: Any, at: Any) -> Any:
    return TABLE["contact"].row(
        contact_id=f"{row.enrolment_id}-LK",
        staff_id=row.specialist_id,
        enrolment_id=row.enrolment_id,
        started_at=at,
        minutes=5 * draw.between((4, 9)),
        mode="IN_PERSON",
        location="COMMUNITY_PUBLIC",
        category="FOLLOW_ALONG",
        two_way=True,
        note=contact_note(draw, "FOLLOW_ALONG", "English"),
        entered_at=at + timedelta(minutes=50),
    )
