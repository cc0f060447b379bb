"""What was said about a person to an employer, and whether they had agreed (domain.md 12.L).

For whom a contact was made is another matter: internal, always allowed, never asked about here.
Recording what happened is always possible. Only an approach that is still to come is stopped.
"""

from dataclasses import dataclass
from enum import StrEnum

from followalong.clients.rules import Topic
from followalong.employers.rules.codes import Disclosed, DisclosureAnswer


class Outcome(StrEnum):
    """What a recorded contact meant for the person's choice. All of them are saved."""

    NOTHING_SAID = "nothing_said"
    NO_ONE_MEANT = "no_one_meant"  # "a job seeker", and nobody in particular
    COVERED = "covered"
    NOT_KNOWN = "not_known"  # what was said is not recorded, as in imported history
    TO_ASK = "to_ask"
    DID_NOT_NAME = "did_not_name"
    AGREED_RECORD_NOW = "agreed_record_now"
    NAMED_WITHOUT_YES = "named_without_yes"


@dataclass(frozen=True)
class AfterContact:
    """What follows from a contact that has happened. It is saved in every case."""

    outcome: Outcome

    @property
    def asks(self) -> bool:
        """The worker is asked which of the three answers is true."""
        return self.outcome is Outcome.TO_ASK

    @property
    def records_choice(self) -> bool:
        """The person's yes is written down now, dated no later than the contact."""
        return self.outcome is Outcome.AGREED_RECORD_NOW

    @property
    def goes_to_queue(self) -> bool:
        """It is listed in the person's disclosures and for the privacy officer, without blame."""
        return self.outcome is Outcome.NAMED_WITHOUT_YES


def topic_of(said: str | None) -> Topic | None:
    """The topic that a choice must allow; None when nothing was said or it is not known."""
    return Topic(said) if said and said != Disclosed.NONE else None


def after_contact(
    said: str | None, choice_covers: bool | None, answer: str | None = None
) -> AfterContact:
    """What a contact that has happened means.

    `choice_covers` is whether a choice of the person allowed it on that day, and None when the
    contact was for nobody in particular: then "a job seeker" tells on no one, but a name does.
    """
    if not said:
        return AfterContact(Outcome.NOT_KNOWN)
    if said == Disclosed.NONE:
        return AfterContact(Outcome.NOTHING_SAID)
    if choice_covers is None and said == Disclosed.UNNAMED:
        return AfterContact(Outcome.NO_ONE_MEANT)
    if choice_covers:
        return AfterContact(Outcome.COVERED)
    return AfterContact(Outcome(DisclosureAnswer(answer)) if answer else Outcome.TO_ASK)


def answer_to_keep(first: str | None, now: str | None) -> str | None:
    """The first answer ever given: a later one stands beside it and never replaces it."""
    return first or now


class Approach(StrEnum):
    """Whether something planned may be said."""

    MAY_GO_AHEAD = "may_go_ahead"
    NEEDS_A_CHOICE = "needs_a_choice"


def before_contact(will_say: str, choice_covers: bool) -> Approach:
    """A planned visit, letter or summary: what needs a choice waits until there is one."""
    if topic_of(will_say) is None or choice_covers:
        return Approach.MAY_GO_AHEAD
    return Approach.NEEDS_A_CHOICE
