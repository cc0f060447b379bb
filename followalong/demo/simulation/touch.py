"""What a person said at the start about losing touch: two lines, in their words or as ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

from followalong.exchange.format import TABLE

from .draw import Draw
from .notes import LANGUAGES
from .reference import load


def lose_touch(
    draw: Draw, enrolment_id: str, language: str | None, staff_id: str | None, on: date
) -> Any:
    """The row about it, in the person's language where there are words for it."""
    said = draw.one(load("touch")[LANGUAGES.get(language or "", "en")])
    return TABLE["outreach_choice"].row(
        outreach_choice_id=f"{enrolment_id}-O1",
        enrolment_id=enrolment_id,
        staff_id=staff_id,
        from_on=on,
        ways=said["ways"],
        ask_whom=said.get("ask_whom"),
        stop_after_weeks=said.get("weeks"),
        stop_after_tries=said.get("tries"),
        in_their_words=said.get("words"),
    )
