"""Contacts: what a mode and a place mean, and what is odd about an entry (domain.md 11)."""

from datetime import date
from enum import StrEnum

from followalong.caseload.rules.codes import ContactCategory, ContactLocation, ContactMode

# The modes in which the other person can answer (measures.md E7).
TWO_WAY_MODES = frozenset(
    {
        ContactMode.IN_PERSON,
        ContactMode.VIDEO,
        ContactMode.PHONE,
        ContactMode.TEXT,
        ContactMode.EMAIL,
    }
)
# In these two people speak with each other, so a contact is two-way unless somebody says not.
_SPOKEN = frozenset({ContactMode.IN_PERSON, ContactMode.VIDEO, ContactMode.PHONE})
# Calls and messages may go unanswered, so somebody has to say.
_MAY_GO_UNANSWERED = frozenset({ContactMode.PHONE, ContactMode.TEXT, ContactMode.EMAIL})
_AT_A_DISTANCE = (TWO_WAY_MODES | {ContactMode.LETTER}) - {ContactMode.IN_PERSON}
COMMUNITY_LOCATIONS = frozenset(
    {
        ContactLocation.CLIENT_HOME,
        ContactLocation.EMPLOYER_SITE,
        ContactLocation.COMMUNITY_PUBLIC,
        ContactLocation.SCHOOL,
        ContactLocation.OTHER_AGENCY,
        ContactLocation.SHELTER,
    }
)
MINUTES_IN_A_DAY = 24 * 60


class ContactProblem(StrEnum):
    """Why a contact cannot be written as it was given."""

    TWO_WAY_IMPOSSIBLE = "two_way_impossible"
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"


class ContactNote(StrEnum):
    """What is odd about a contact, for somebody to look at; it is saved all the same (E9)."""

    IN_FUTURE = "in_future"
    BEFORE_ENTRY = "before_entry"
    AFTER_EXIT = "after_exit"
    ENTERED_LATE = "entered_late"


def likely_two_way(mode: str | None) -> bool | None:
    """What to offer: yes where people speak, no for letters and tries, else it must be asked."""
    if not mode or (mode in TWO_WAY_MODES and mode not in _SPOKEN):
        return None
    return mode in _SPOKEN


def may_go_unanswered(mode: str | None) -> bool:
    """Whether to ask if the person answered: elsewhere the way of being in touch says it."""
    return mode in _MAY_GO_UNANSWERED


def is_face_to_face(mode: str | None, *, video_counts: bool | None) -> bool:
    """In person, and by video where the program counts it so (measures.md C4)."""
    return mode == ContactMode.IN_PERSON or (mode == ContactMode.VIDEO and bool(video_counts))


def is_at_a_distance(mode: str | None) -> bool:
    """Whether a way of being in touch has no place: calls, video and what is written."""
    return mode in _AT_A_DISTANCE


def is_community(location: str | None) -> bool:
    """Whether a place is out in the community; an empty one is not (measures.md U2)."""
    return location in COMMUNITY_LOCATIONS


def is_community_time(mode: str | None, location: str | None, category: str | None) -> bool:
    """Whether a contact's minutes are time spent in the community (measures.md F24)."""
    if not category or category == ContactCategory.TRAVEL or mode in _AT_A_DISTANCE:
        return False
    return is_community(location)


def contact_problems(
    *, mode: str | None, two_way: bool | None, minutes: int | None, travel_minutes: int | None
) -> list[ContactProblem]:
    """What is wrong with an entry; unknown values are never wrong."""
    found = []
    if two_way and mode and mode not in TWO_WAY_MODES:
        found.append(ContactProblem.TWO_WAY_IMPOSSIBLE)
    known = [value for value in (minutes, travel_minutes) if value is not None]
    if not all(0 <= value <= MINUTES_IN_A_DAY for value in known):
        found.append(ContactProblem.MINUTES_OUT_OF_RANGE)
    return found


def contact_notes(
    *,
    on: date,
    today: date,
    entered_on: date | None = None,
    exited_on: date | None = None,
    written_on: date | None = None,
    late_after_days: int = 7,
) -> list[ContactNote]:
    """What is odd about the day of a contact with somebody enrolled from entry to exit."""
    odd = {
        ContactNote.IN_FUTURE: on > today,
        ContactNote.BEFORE_ENTRY: entered_on is not None and on < entered_on,
        ContactNote.AFTER_EXIT: exited_on is not None and on > exited_on,
        ContactNote.ENTERED_LATE: written_on is not None
        and days_late(on, written_on) > late_after_days,
    }
    return [note for note, is_so in odd.items() if is_so]


def days_late(on: date, written_on: date) -> int:
    """How many days after it happened a contact was written down. Both dates are kept."""
    return max(0, (written_on - on).days)
