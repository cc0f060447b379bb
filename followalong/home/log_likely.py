"""What the log sheet has chosen already. Each guess stands on it, to be seen and changed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from followalong.caseload.models import Appointment
from followalong.caseload.rules import (
    ContactCategory,
    ContactLocation,
    ContactMode,
    Defaults,
    PastContact,
    first_answers,
    is_at_a_distance,
    likeliest,
    likely_category,
    nearest_length,
)
from followalong.home.log_sheet import Sheet

Offered = Mapping[str, Sequence[tuple[str, str]]]
# What a worker whose list has no word for the likeliest subject logs most: a peer's support.
INSTEAD = (ContactCategory.PEER_SUPPORT, ContactCategory.JOB_SEARCH)


def answers(some: Sheet, offered: Offered, of: UUID | None) -> dict[str, Any]:
    """As in most of the writer's contacts at this time of day, or as the meeting was planned."""
    usual = first_answers(_usual(some, offered))
    meeting = some.meeting_with(of, timezone.now())
    if meeting:
        usual = _as_planned(usual, meeting)
    planned = meeting.kind if meeting and meeting.kind in _codes(offered, "category") else None
    likely = categories(some, offered).get(str(of)) or usual.category or _instead(offered)
    about = planned or likely
    answered = "yes" if usual.mode == ContactMode.PHONE else None
    guess = {**usual._asdict(), "category": about, "answered": answered, "who": of}
    return {
        name: said
        for name, said in guess.items()
        if said is not None and (name not in offered or said in _codes(offered, name))
    }


def categories(some: Sheet, offered: Offered) -> dict[str, str]:
    """What a contact with each person is most likely about, where the form offers that."""
    habit, today = _usual(some, offered).category, timezone.localdate()
    likely = {
        str(of): likely_category(
            habit, person.facets, person.enrolment and person.enrolment.entered_on, today
        )
        for of, person in some.people.items()
    }
    known = _codes(offered, "category")
    return {of: code for of, code in likely.items() if code in known}


def _usual(some: Sheet, offered: Offered) -> Defaults:
    """The likeliest answers for this time of day, of those that the form offers."""
    known = _codes(offered, "category")
    rows = [
        PastContact(
            at=timezone.localtime(contact.started_at),
            mode=contact.mode,
            location=contact.location,
            category=contact.category if contact.category in known else None,
            minutes=contact.minutes,
        )
        for contact in some.past
        if contact.started_at
    ]
    return likeliest(rows, timezone.localtime())


def _as_planned(usual: Defaults, meeting: Appointment) -> Defaults:
    """A meeting takes place where it was planned and takes as long as was planned."""
    if meeting.minutes:
        usual = usual._replace(minutes=nearest_length(meeting.minutes))
    if not meeting.location or (meeting.location == ContactLocation.REMOTE) == is_at_a_distance(
        usual.mode
    ):
        return usual._replace(location=meeting.location or usual.location)
    is_remote = meeting.location == ContactLocation.REMOTE
    mode = ContactMode.PHONE if is_remote else ContactMode.IN_PERSON
    return usual._replace(mode=mode, location=meeting.location)


def _instead(offered: Offered) -> str | None:
    known = _codes(offered, "category")
    return next((code for code in INSTEAD if code in known), None)


def _codes(offered: Offered, name: str) -> set[str]:
    return {code for code, _label in offered[name]}
