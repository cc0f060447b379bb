"""How things stand with an employer, in one word: free, quiet, or who was there last."""

from collections.abc import Hashable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from followalong.core.dates import week_start


class Light(StrEnum):
    FREE = "free"  # nobody of the team has been in touch
    QUIET = "quiet"  # somebody was, but not for a while
    IN_TOUCH = "in_touch"  # somebody is: ask them first


class When(StrEnum):
    """How long ago in words; the number of weeks is beside it."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    WEEKS_AGO = "weeks_ago"


class TeamContact(NamedTuple):
    """One contact of the team with an employer: the day, and who made it if known."""

    on: date
    by: Hashable | None = None


class Relation(NamedTuple):
    """The light, and for all but FREE the last contact it rests on."""

    light: Light
    last: TeamContact | None = None
    when: When | None = None
    weeks_ago: int = 0


def relation_light(contacts: Iterable[TeamContact], today: date, quiet_after_days: int) -> Relation:
    """How things stand today; contacts that are only planned are not counted."""
    past = [contact for contact in contacts if contact.on <= today]
    if not past:
        return Relation(Light.FREE)
    # Two on one day: by name of the one who made it, so that the order of rows never matters.
    last = max(past, key=lambda contact: (contact.on, str(contact.by)))
    is_quiet = (today - last.on).days > quiet_after_days
    weeks_ago = (week_start(today) - week_start(last.on)).days // 7
    whens = {0: When.THIS_WEEK, 1: When.LAST_WEEK}
    when = whens.get(weeks_ago, When.WEEKS_AGO)
    return Relation(Light.QUIET if is_quiet else Light.IN_TOUCH, last, when, weeks_ago)
