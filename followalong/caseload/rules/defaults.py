"""What the log sheet has filled in already: the likeliest, so that most entries need no typing.

Simple enough to explain on the screen: as in most of your contacts at this time of day.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from followalong.caseload.rules.codes import ContactCategory, ContactLocation, ContactMode
from followalong.caseload.rules.contacts import is_at_a_distance
from followalong.clients.rules import FacetKind

Value = TypeVar("Value")

# The lengths that are offered; a habit is rounded to one of them, what was said never is.
LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90)

_HOURS_AROUND = 2
_ENOUGH = 3
_NEW_FOR_DAYS = 14
_USUAL_LENGTH = 30
# What a contact is most likely about while such a facet holds; of several, the first here.
_ABOUT = {
    FacetKind.OUT_OF_TOUCH: ContactCategory.OUTREACH,
    FacetKind.WORKING: ContactCategory.FOLLOW_ALONG,
    FacetKind.PROFILE: ContactCategory.ASSESSMENT,
}
# The subjects that follow what goes on with a person. Others, such as benefits, follow the writer.
_FOLLOWING = frozenset(
    {
        *_ABOUT.values(),
        ContactCategory.INTAKE,
        ContactCategory.ENGAGEMENT,
        ContactCategory.JOB_SEARCH,
    }
)


class PastContact(NamedTuple):
    """A recent contact of the same worker; `at` is the local time, values may be unknown."""

    at: datetime
    mode: str | None = None
    location: str | None = None
    category: str | None = None
    minutes: int | None = None


class Defaults(NamedTuple):
    """What to offer, and on how many contacts the offer rests (0: nothing is filled in)."""

    mode: str | None = None
    location: str | None = None
    category: str | None = None
    minutes: int | None = None
    like: int = 0


def likeliest(recent: Iterable[PastContact], at: datetime) -> Defaults:
    """The commonest mode; then, among such contacts, the commonest place, subject and length.

    Contacts around the same time of day count if there are at least three, otherwise all do.
    Of equally common values the one used last wins. One answer after the other keeps the
    offer a whole: never a telephone call at the client's home.
    """
    latest_first = sorted(recent, key=lambda past: past.at, reverse=True)
    around = [past for past in latest_first if _is_around(past.at, at)]
    rows = around if len(around) >= _ENOUGH else latest_first

    mode = _commonest([past.mode for past in rows])
    rows = [past for past in rows if past.mode == mode]
    location = _commonest([past.location for past in rows])
    like = len(rows) if mode else 0
    rows = [past for past in rows if past.location == location]
    category = _commonest([past.category for past in rows])
    rows = [past for past in rows if past.category == category]
    return Defaults(mode, location, category, _commonest([past.minutes for past in rows]), like)


def first_answers(usual: Defaults) -> Defaults:
    """A worker's habits, and where there is none yet half an hour in person, out in public.

    IPS happens in the community (fidelity item on community-based services); whoever writes sees
    what is chosen and changes it with a tap.
    """
    mode = usual.mode or ContactMode.IN_PERSON
    away = is_at_a_distance(mode)
    place = ContactLocation.REMOTE if away else ContactLocation.COMMUNITY_PUBLIC
    minutes = _USUAL_LENGTH if usual.minutes is None else nearest_length(usual.minutes)
    return usual._replace(mode=mode, location=usual.location or place, minutes=minutes)


def likely_category(
    habit: str | None, facets: Collection[str], entered_on: date | None, today: date
) -> str:
    """What a contact with somebody is most likely about: what goes on with them decides.

    A habit does so only for a subject of the writer's own, such as benefits: otherwise getting to
    know each other would be chosen long after a job began, because it was chosen before.
    """
    if habit and habit not in _FOLLOWING:
        return habit
    if entered_on is None:
        return ContactCategory.INTAKE
    if about := next((about for kind, about in _ABOUT.items() if kind in facets), None):
        return about
    if (today - entered_on).days < _NEW_FOR_DAYS:
        return ContactCategory.ENGAGEMENT
    return ContactCategory.JOB_SEARCH


def nearest_length(minutes: int) -> int:
    """The offered length that is nearest; between two, the shorter."""
    return min(LENGTHS, key=lambda length: abs(length - minutes))


def _is_around(past: datetime, at: datetime) -> bool:
    apart = abs((past.hour - at.hour) * 60 + past.minute - at.minute)
    return min(apart, 24 * 60 - apart) <= _HOURS_AROUND * 60


def _commonest(latest_first: Sequence[Value | None]) -> Value | None:
    # Counter keeps the order in which it met equally common values.
    known = Counter(value for value in latest_first if value is not None)
    return known.most_common(1)[0][0] if known else None
