"""Meetings that come back: some people are met on the same day, week after week."""

from __future__ import annotations

from datetime import datetime, time

from followalong.caseload.rules import AHEAD, Every, days_of
from followalong.exchange.format import TABLE

from .draw import DAY, Draw, workday
from .house import House, Post, Rows
from .reference import rates
from .stay import Stay

WEEK = 7
TITLES = ("Coffee and the week's list", "Pay stub and plans", "Practice hour", None, None)


def comes_back(house: House, post: Post, enrolment_id: str, stay: Stay) -> Rows:
    """The series and its meetings to come, as the night would have written them."""
    draw = Draw(house.seed, "again", enrolment_id)
    if stay.exited or stay.paused(house.as_of) or not draw.chance(rates().contact.comes_back):
        return
    every = Every.WEEK if draw.chance(0.6) else Every.TWO_WEEKS
    first = workday(house.as_of + DAY * draw.between((0, WEEK)))
    at = time(draw.between((9, 16)), draw.one((0, 15, 30, 45)))
    is_working = stay.working(house.as_of) is not None
    meeting = {
        "staff_id": post.at_work(house.as_of),
        "enrolment_id": enrolment_id,
        "minutes": draw.one((30, 45, 60)),
        "kind": "FOLLOW_ALONG" if is_working else "JOB_SEARCH",
        "location": draw.of(rates().contact.location),
        "title": draw.one(TITLES),
    }
    series_id = f"{enrolment_id}-Q1"
    yield (
        "series",
        TABLE["series"].row(
            series_id,
            every=every,
            first_on=first,
            at=f"{at:%H:%M}",
            written_to_on=house.as_of + AHEAD,
            **meeting,
        ),
    )
    for number, day in enumerate(days_of(every, first, first, house.as_of + AHEAD)):
        yield (
            "appointment",
            TABLE["appointment"].row(
                f"{series_id}-{number:02}",
                starts_at=datetime.combine(day, at, house.zone),
                status="planned",
                series_id=series_id,
                series_on=day,
                **meeting,
            ),
        )
