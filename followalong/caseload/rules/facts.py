"""The facts of one enrolment that its clocks are worked out from, and the clocks themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from followalong.caseload.rules.codes import (
    ClockRule,
    DueState,
    Excuse,
    MilestoneKind,
    ReferralRule,
)
from followalong.caseload.rules.outreach import Agreed
from followalong.clients.rules import FacetSpan


class Repeat(Protocol):
    """`count` contacts in each unit after a start, from the first unit to the last."""

    @property
    def unit(self) -> str: ...  # "week", "fortnight" or "month"
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...
    @property
    def count(self) -> int: ...


class Timing(Protocol):
    """When a clock warns and is due, in days from its start event: data of the agency's pack."""

    @property
    def opens_days(self) -> int: ...
    @property
    def warn_days(self) -> Sequence[int]: ...
    @property
    def due_days(self) -> int | None: ...
    @property
    def repeats(self) -> Sequence[Repeat]: ...
    @property
    def milestone_days(self) -> Sequence[int]: ...
    @property
    def excuses(self) -> Collection[str]: ...
    @property
    def restarts_on_reentry(self) -> bool: ...


# A rule that an agency's pack does not have starts no clock.
Timings = Mapping[ClockRule, Timing]


def timings_among(rules: Mapping[str, Timing]) -> Timings:
    """The timings of the clocks kept here, among all the timing rules of a pack."""
    return {rule: rules[rule] for rule in ClockRule if rule in rules}


class ContactFact(NamedTuple):
    """The day of contacts with the person, and what clocks ask about them."""

    on: date
    two_way: bool
    face_to_face: bool
    tries: int = 0  # without an answer, or made to reach somebody out of touch
    benefits: bool = False  # what work does to benefits was talked about


class MilestoneFact(NamedTuple):
    """A dated fact: pushed down by a higher room, with a job or employer contact as its subject,
    or written down by hand."""

    kind: MilestoneKind
    on: date
    subject_id: UUID | None = None


class ConsentFact(NamedTuple):
    """A yes of the person, to what and to whom, and until when."""

    id: UUID
    about: tuple[object, ...]
    signed_on: date
    expires_on: date | None
    revoked_on: date | None = None
    is_unsigned: bool = False  # spoken, where it has to be signed

    def stands_on(self, day: date) -> bool:
        return self.revoked_on is None or self.revoked_on > day

    def renews(self, other: "ConsentFact", *, from_on: date) -> bool:
        """Whether this is the same yes given again, for longer."""
        is_later = self.id != other.id and self.signed_on >= max(from_on, other.signed_on)
        lasts = other.expires_on is not None and (
            self.expires_on is None or self.expires_on > other.expires_on
        )
        return self.about == other.about and is_later and lasts and not self.is_unsigned

    def signs(self, other: "ConsentFact") -> bool:
        """Whether this is the same yes in a way that holds; how much it allows may differ."""
        is_same = self.about[:3] == other.about[:3]
        return is_same and not self.is_unsigned and self.signed_on >= other.signed_on


class NotNowFact(NamedTuple):
    """What the person does not want now, in one job or at all, until a day or until further
    notice."""

    rule: str
    from_on: date
    until_on: date | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True)
class EnrolmentFacts:
    """Everything about one enrolment that its clocks depend on."""

    entered_on: date
    exited_on: date | None = None
    is_reentry: bool = False
    keeps_a_job: bool = False  # work status at entry was `employed_retention`
    contacts: Collection[ContactFact] = ()
    milestones: Collection[MilestoneFact] = ()
    facets: Collection[FacetSpan] = ()
    agreed: Agreed | None = None
    consents: Collection[ConsentFact] = ()
    not_now: Collection[NotNowFact] = ()


@dataclass(frozen=True)
class Clock:
    """One clock of an enrolment, or of a referral. The subject is what it is about: a job, a
    change, a consent, the referral; entry clocks have none."""

    rule: ClockRule | ReferralRule
    subject_id: UUID | None
    start_on: date
    warn_on: date | None
    due_on: date
    done_on: date | None = None
    excuse: Excuse | None = None


def state(clock: Clock, today: date) -> DueState:
    """How a clock stands on a day: it is due from the day that is the last in time."""
    if clock.done_on is not None:
        return DueState.DONE
    if clock.excuse is not None:
        return DueState.EXCUSED
    if today >= clock.due_on:
        return DueState.DUE
    if clock.warn_on is not None and today >= clock.warn_on:
        return DueState.SOON
    return DueState.FINE
