"""Nothing is deleted by a screen: what was a mistake, or is not wanted any more, is withdrawn."""

import datetime as dt
from typing import Any

from django.utils import timezone as clock

from followalong.agencies.base import RecordModel
from followalong.core.actor import Actor


def withdraw(row: RecordModel, *, by: Actor, why: str = "") -> None:
    """From now on it is on no page; the row itself stays. Part of the caller's action."""
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), by.id, why
    row.version += 1
    row.save()


def end_row(row: Any, last_on: dt.date, *, by: Actor) -> None:
    """The last day of a dated row; one that would end before it began is taken back."""
    if row.to_on is not None and row.to_on <= last_on:
        return
    if last_on < row.from_on:
        withdraw(row, by=by, why="replaced")
        return
    row.to_on = last_on
    row.version += 1
    row.save()
