"""What an action refuses, each with the sentence that a person reads beside the field."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from followalong.agencies.rules import InvitationState, MemberProblem


class Refusal(Exception):
    """An action that does not happen. Its text is the sentence of its problem."""

    sentences: ClassVar[Mapping[StrEnum, str]] = {}

    def __init__(self, problem: StrEnum) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.sentences[self.problem])


class MemberRefused(Refusal):
    """A role that would not hold together, or would leave the agency without a key."""

    sentences = {
        MemberProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
        MemberProblem.GUEST_NEEDS_AN_END: _("A guest is here until a day: choose the last one."),
        MemberProblem.OWN_SUPERVISOR: _("Choose somebody else: nobody supervises themselves."),
        MemberProblem.ROLE_NOT_OFFERED: _("Choose one of the roles."),
        MemberProblem.LAST_ADMINISTRATOR: _(
            "Somebody has to be able to set things up here. Make another administrator first, and"
            " let them sign in once."
        ),
        MemberProblem.TO_ONESELF: _(
            "This role opens people’s records, and nobody opens those to themselves. Another"
            " administrator can give it to you."
        ),
    }


class HoursProblem(StrEnum):
    OUT_OF_RANGE = "out_of_range"
    BEFORE_START = "before_start"


class HoursRefused(Refusal):
    """Working time that nobody can have."""

    sentences = {
        HoursProblem.OUT_OF_RANGE: _("Write a share of full time, from 5 to 100."),
        HoursProblem.BEFORE_START: _("That day is before their first."),
    }


class TeamProblem(StrEnum):
    IN_IT_ALREADY = "in_it_already"
    ENDS_BEFORE_START = "ends_before_start"


class TeamRefused(Refusal):
    """A time in a team that would not be one."""

    sentences = {
        TeamProblem.IN_IT_ALREADY: _("They are in this team already."),
        TeamProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
    }


class InviteProblem(StrEnum):
    SIGNS_IN_ALREADY = "signs_in_already"
    ROLE_IS_OVER = "role_is_over"
    TOO_MANY = "too_many"


class InviteRefused(Refusal):
    """An invitation that would open nothing, or one too many."""

    sentences = {
        InviteProblem.SIGNS_IN_ALREADY: _("They signed in already. Nothing was sent."),
        InviteProblem.ROLE_IS_OVER: _("This role has ended. Nothing was sent."),
        InviteProblem.TOO_MANY: _("That is a lot of invitations. Go on in an hour."),
    }


class LinkProblem(StrEnum):
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"
    TO_ONESELF = "to_oneself"


class InvitationClosed(Refusal):
    """Why a link opens nothing, or nothing any more."""

    sentences = {
        LinkProblem.UNKNOWN: _("We do not know this link. Is all of it there?"),
        LinkProblem.TOO_MANY: _("Too many tries from here. Wait fifteen minutes and try again."),
        LinkProblem.TO_ONESELF: MemberRefused.sentences[MemberProblem.TO_ONESELF],
        InvitationState.ACCEPTED: _("This link was used already."),
        InvitationState.REVOKED: _("This link was taken back, or a newer one was sent."),
        InvitationState.EXPIRED: _("This link has run out: it was good for seven days."),
        # Somebody took the role up on another way in the meantime.
        InvitationState.OPEN: _("This link was used already."),
    }


class SignOnProblem(StrEnum):
    NO_ANSWER = "no_answer"
    NOT_PROVED = "not_proved"
    NOT_LINKED = "not_linked"
    NO_SECOND_STEP = "no_second_step"
    TAKEN = "taken"
    TOO_MANY = "too_many"
    NO_ADDRESS = "no_address"


class SignOnRefused(Refusal):
    """Why an agency's own provider opens nothing."""

    sentences = {
        SignOnProblem.NO_ANSWER: _(
            "Nothing there answers as a sign-in provider. Is the issuer written exactly as the"
            " provider says it, and can it be reached from here?"
        ),
        SignOnProblem.NOT_PROVED: _(
            "Your agency’s sign-in did not say who you are. Start again from the sign-in page."
        ),
        SignOnProblem.NOT_LINKED: _(
            "This sign-in is not linked to anybody here. Sign in as you did so far, then link it"
            " under More; or open your invitation and use it there."
        ),
        SignOnProblem.NO_SECOND_STEP: _(
            "Your agency’s sign-in did not ask for a second step. Sign in with your password or"
            " passkey instead."
        ),
        SignOnProblem.TAKEN: _(
            "This is linked already: one person, one sign-in of the agency. Unlink it first."
        ),
        SignOnProblem.TOO_MANY: InvitationClosed.sentences[LinkProblem.TOO_MANY],
        SignOnProblem.NO_ADDRESS: _(
            "This invitation names no e-mail address, so choose a password instead."
        ),
    }


class ChangedMeanwhile(Exception):
    """Someone else changed the row after this form was opened; nothing is saved over it unseen."""

    def __str__(self) -> str:
        return str(
            _(
                "Someone else changed this in the meantime. Your words are below, and saving again"
                " keeps yours. Open the page in a new tab to see theirs."
            )
        )
