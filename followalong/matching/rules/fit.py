"""How an opening and a person's wishes fit: limits first, then wishes, each with its answer.

Nothing but what the person said about work goes in, and what the opening says. A name, an age, a
language, pronouns, an illness or legal history can't change an answer: they are no argument here.
What is not known excludes nothing and counts half. The weights are a choice of ours, not measured
on people (docs/explanation/matching.md).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from followalong.matching.rules.likeness import likeness, words_of
from followalong.planning.rules.preferences import Much, Place, Preferences, Shift


class Part(StrEnum):
    """What is compared, in the order in which it is told."""

    KIND = "kind"
    HOURS = "hours"
    SHIFT = "shift"
    PAY = "pay"
    PLACE = "place"
    PEOPLE = "people"
    NOISE = "noise"
    PACE = "pace"
    STRAIN = "strain"
    LICENCE = "licence"
    WAY = "way"
    MUST_NOT = "must_not"
    EMPLOYER = "employer"


class Stand(StrEnum):
    FITS = "fits"
    NOT = "not"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why somebody said no to an opening; it changes what is suggested next."""

    KIND = "kind"
    EMPLOYER = "employer"
    WAY = "way"
    HOURS = "hours"
    PAY = "pay"
    OTHER = "other"


WEIGHTS = {Part.KIND: 5.0, Part.HOURS: 2.0, Part.SHIFT: 2.0}  # every other part counts 1
NEGATIONS = {"no", "not", "never", "pas", "jamais", "nunca", "sin"}
IS_LIKE = 0.5  # from here on a title is the kind of work that was wished for
TOO_LIKE = 0.75  # as much like work they said no to: not that kind either


@dataclass(frozen=True, slots=True)
class Work:
    """What is known about an opening. Hours are of a week, pay is of an hour."""

    id: UUID
    employer_id: UUID
    title: str
    hours: tuple[int | None, int | None] = (None, None)
    pay: Decimal | None = None
    shifts: frozenset[Shift] = frozenset()
    people: Much | None = None
    noise: Much | None = None
    pace: Much | None = None
    strain: Much | None = None
    place: Place | None = None
    licences: tuple[str, ...] = ()
    details: str = ""
    known_on: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate or licence of the person, as written in the profile."""

    title: str
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Seeker:
    """What a person said about work. There is nothing else to say about them here."""

    wants: Preferences
    holds: tuple[Held, ...] = ()
    said_no: tuple[tuple[Work, Reason], ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """The answer about one opening: `limits` leave it out, `parts` say how each wish stands."""

    work: Work
    parts: Mapping[Part, Stand]
    limits: tuple[Part, ...] = ()
    score: float = 0.0
    kind: str = ""
    against: str = ""

    @property
    def is_likely(self) -> bool:
        """It is the kind of work that was wished for, or nobody said which kind."""
        return self.parts.get(Part.KIND) != Stand.NOT

    def told(self, stand: Stand) -> tuple[Part, ...]:
        return tuple(part for part in Part if self.parts.get(part) == stand)


def fit(seeker: Seeker, work: Work, today: dt.date) -> Fit:
    """How one opening stands to one person's wishes; only parts with a wish are in the answer."""
    like, kind = _kind(seeker.wants, work)
    parts = _judged(seeker.wants, work)
    if kind or seeker.wants.kinds:
        parts[Part.KIND] = Stand.FITS if like >= IS_LIKE else Stand.NOT
    if work.licences:
        parts[Part.LICENCE] = _licensed(seeker.holds, work.licences, today)
    if seeker.wants.travel or seeker.wants.minutes_most is not None:
        parts[Part.WAY] = Stand.UNKNOWN
    against = _must_not(seeker.wants.must_nots, work)
    limits = {p for p in (Part.HOURS, Part.PAY, Part.LICENCE) if parts.get(p) == Stand.NOT}
    limits |= {Part.MUST_NOT} if against else set()
    like = _learn(seeker.said_no, work, parts, limits, like)
    score = _score(parts, like)
    return Fit(work, parts, tuple(p for p in Part if p in limits), score, kind, against)


def ranked(
    seeker: Seeker, works: Iterable[Work], today: dt.date
) -> tuple[tuple[Fit, ...], tuple[Fit, ...]]:
    """What to suggest, the best first; and what a limit leaves out, in the same order."""
    told = {work.id for work, _ in seeker.said_no}
    found = [fit(seeker, work, today) for work in works if work.id not in told]
    found.sort(key=lambda one: (-one.score, -one.work.known_on.toordinal(), one.work.id))
    return (
        tuple(one for one in found if not one.limits and one.is_likely),
        tuple(one for one in found if one.limits),
    )


def _kind(wants: Preferences, work: Work) -> tuple[float, str]:
    """The wish that the title says best, and how well."""
    return max(((likeness(kind, work.title), kind) for kind in wants.kinds), default=(0.0, ""))


def _judged(wants: Preferences, work: Work) -> dict[Part, Stand]:
    least, most = work.hours
    parts: dict[Part, Stand] = {}
    if wants.hours_least is not None or wants.hours_most is not None:
        too_many = wants.hours_most is not None and least is not None and least > wants.hours_most
        too_few = wants.hours_least is not None and most is not None and most < wants.hours_least
        parts[Part.HOURS] = _stand(least is not None or most is not None, too_many or too_few)
    if wants.pay_floor is not None:
        low = work.pay is not None and work.pay < wants.pay_floor
        parts[Part.PAY] = _stand(work.pay is not None, low)
    if wants.shifts:
        parts[Part.SHIFT] = _stand(bool(work.shifts), not (work.shifts & wants.shifts))
    for part in (Part.PEOPLE, Part.NOISE, Part.PACE, Part.STRAIN):
        if (wish := getattr(wants, part)) is not None:
            known = getattr(work, part)
            parts[part] = _stand(known is not None, known != wish)
    if wants.place not in (None, Place.EITHER):
        apart = work.place not in (wants.place, Place.EITHER)
        parts[Part.PLACE] = _stand(work.place is not None, apart)
    return parts


def _stand(known: bool, against: bool) -> Stand:
    if not known:
        return Stand.UNKNOWN
    return Stand.NOT if against else Stand.FITS


def _licensed(holds: tuple[Held, ...], needed: tuple[str, ...], today: dt.date) -> Stand:
    """A profile without any certificate does not say that there is none."""
    if not holds:
        return Stand.UNKNOWN
    valid = [one.title for one in holds if one.expires_on is None or one.expires_on >= today]
    has_all = all(any(likeness(n, title) >= TOO_LIKE for title in valid) for n in needed)
    return Stand.FITS if has_all else Stand.NOT


def _must_not(must_nots: tuple[str, ...], work: Work) -> str:
    """The first thing that must not be and is: all its words stand in what the opening says."""
    said = set(words_of(work.title)) | set(words_of(work.details)) | {str(s) for s in work.shifts}
    for one in must_nots:
        words = [
            word for word in words_of(one) if word not in ("no", "not", "never", "pas", "nunca")
        ]
        if words and said.issuperset(words):
            return one
    return ""


def _learn(
    said_no: tuple[tuple[Work, Reason], ...],
    work: Work,
    parts: dict[Part, Stand],
    limits: set[Part],
    like: float,
) -> float:
    """What earlier answers say about this one; answers how like their wishes it still is."""
    for other, why in said_no:
        if why in (Reason.EMPLOYER, Reason.WAY) and other.employer_id == work.employer_id:
            limits.add(Part(why))
        if why == Reason.KIND and likeness(other.title, work.title) >= TOO_LIKE:
            limits.add(Part.KIND)
            parts[Part.KIND], like = Stand.NOT, 0.0
        if why == Reason.HOURS and work.hours == other.hours != (None, None):
            parts[Part.HOURS] = Stand.NOT
        if why == Reason.PAY and work.pay is not None and other.pay is not None:
            parts[Part.PAY] = (
                Stand.NOT if work.pay <= other.pay else parts.get(Part.PAY, Stand.FITS)
            )
    return like


def _score(parts: Mapping[Part, Stand], like: float) -> float:
    """The weighed share of wishes that are met, 0 to 1; without any wish everything is alike."""
    counts = {Stand.FITS: 1.0, Stand.UNKNOWN: 0.5, Stand.NOT: 0.0}
    total = sum(WEIGHTS.get(part, 1.0) for part in parts)
    met = sum(
        WEIGHTS.get(part, 1.0) * (like if part == Part.KIND else counts[stand])
        for part, stand in parts.items()
    )
    return met / total if total else 0.0
