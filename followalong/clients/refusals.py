"""What an action refuses, each with the sentence that a person reads beside the field."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from followalong.agencies.refusals import Refusal
from followalong.clients.models import Client, Referral
from followalong.clients.rules import (
    ConsentProblem,
    EnrolmentProblem,
    FacetProblem,
    ReferralProblem,
)
from followalong.clients.rules.merging import MergeProblem


class DecisionRefused(Refusal):
    """A decision about a referral that the table of moves or the closed list does not have."""

    sentences = {
        ReferralProblem.NO_SUCH_MOVE: _(
            "This referral was answered in the meantime. Open it again to see the answer."
        ),
        ReferralProblem.NEEDS_A_REASON: _("Choose why this program is not the right one."),
        ReferralProblem.REASON_NOT_ALLOWED: _("Nobody is turned away for that. Choose a reason."),
        ReferralProblem.REASON_WITHOUT_DECLINE: _("A reason goes with “not this program” only."),
    }


class EntryRefused(Refusal):
    """A start that would put a person in one program twice on one day."""

    sentences = {
        EnrolmentProblem.ALREADY_ENROLLED: _(
            "This person is, or was, already in the program on that day. A new start is possible"
            " from the day after the last one ended."
        ),
        EnrolmentProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
        EnrolmentProblem.HAS_DIED: _(
            "It is written down that this person has died. If that is a mistake, a supervisor can"
            " take it back on their page."
        ),
    }


class ExitRefused(Refusal):
    """An ending without an allowed reason, or by someone who may not decide it."""

    sentences = {
        EnrolmentProblem.ALREADY_EXITED: _("Support already ended. Nothing was changed."),
        EnrolmentProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
        EnrolmentProblem.NEEDS_A_REASON: _("Choose why support ends."),
        EnrolmentProblem.REASON_NOT_ALLOWED: _("Support does not end for that. Choose a reason."),
        EnrolmentProblem.SUPERVISOR_DECIDES: _(
            "Ask your supervisor: this one is theirs to decide."
        ),
    }


class FacetProblemMore(StrEnum):
    """What only the stored rows can tell about a facet."""

    SUPPORT_ENDED = "support_ended"
    BEFORE_ENTRY = "before_entry"
    NEEDS_A_REASON = "needs_a_reason"
    ALREADY_OVER = "already_over"


class FacetRefused(Refusal):
    """Something that can't be going on in an enrolment as it was given."""

    sentences = {
        FacetProblem.FOLLOWS_JOBS: _(
            "Being in work follows the jobs on record. Add the job there."
        ),
        FacetProblem.ENDS_BEFORE_START: _("It can't end before it began."),
        FacetProblem.ALREADY_SO: _("That is already so. Nothing was changed."),
        FacetProblemMore.SUPPORT_ENDED: _("Support has ended. Start again to change this."),
        FacetProblemMore.BEFORE_ENTRY: _("That day is before this person started here."),
        FacetProblemMore.NEEDS_A_REASON: _("Choose why we pause."),
        FacetProblemMore.ALREADY_OVER: _("That had ended already. Nothing was changed."),
    }


class AssignProblem(StrEnum):
    ALREADY_HOLDS = "already_holds"
    OUTSIDE_STAY = "outside_stay"
    BEFORE_LAST_CHANGE = "before_last_change"


class AssignRefused(Refusal):
    """A change of specialist that would not leave one clear history."""

    sentences = {
        AssignProblem.ALREADY_HOLDS: _("They already work together. Choose someone else."),
        AssignProblem.OUTSIDE_STAY: _("Choose a day on which this person was in the program."),
        AssignProblem.BEFORE_LAST_CHANGE: _("That day is before the last change of worker."),
    }


class CoverProblem(StrEnum):
    SAME_PERSON = "same_person"
    ENDS_BEFORE_START = "ends_before_start"
    NOT_HERE_THEN = "not_here_then"
    ALREADY_SO = "already_so"
    ALREADY_OVER = "already_over"


class CoverRefused(Refusal):
    """Cover that would help nobody as it was given."""

    sentences = {
        CoverProblem.SAME_PERSON: _("Choose somebody else: nobody covers for themselves."),
        CoverProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
        CoverProblem.NOT_HERE_THEN: _("They leave before the last day. Choose somebody else."),
        CoverProblem.ALREADY_SO: _("They cover for them on some of these days already."),
        CoverProblem.ALREADY_OVER: _("That had ended already. Nothing was changed."),
    }


class FollowProblem(StrEnum):
    ALREADY_SO = "already_so"


class FollowRefused(Refusal):
    """A referral handed to whoever follows it up already."""

    sentences = {FollowProblem.ALREADY_SO: _("That is already so. Nothing was changed.")}


class OutreachProblem(StrEnum):
    SUPPORT_ENDED = "support_ended"
    NO_WAY = "no_way"
    WAIT_RULES_OUT = "wait_rules_out"
    WHOM = "whom"


class OutreachRefused(Refusal):
    """An answer about losing touch that nobody could follow."""

    sentences = {
        OutreachProblem.SUPPORT_ENDED: _("Support has ended. Start again to change this."),
        OutreachProblem.NO_WAY: _("Choose what we may do. Waiting is a choice too."),
        OutreachProblem.WAIT_RULES_OUT: _("Waiting and trying don’t go together: choose one."),
        OutreachProblem.WHOM: _("Write whom we may ask."),
    }


class DeathProblem(StrEnum):
    ALREADY_RECORDED = "already_recorded"
    NOT_RECORDED = "not_recorded"
    IN_FUTURE = "in_future"
    BEFORE_BIRTH = "before_birth"


class DeathRefused(Refusal):
    """A death that cannot be written down, or taken back, as it was given."""

    sentences = {
        DeathProblem.ALREADY_RECORDED: _("That is written down already. Nothing was changed."),
        DeathProblem.NOT_RECORDED: _("Nothing of the kind is written down. Nothing was changed."),
        DeathProblem.IN_FUTURE: _("Choose today or an earlier day."),
        DeathProblem.BEFORE_BIRTH: _("That day is before this person was born."),
    }


class ConsentRefused(Refusal):
    """A yes that could not be relied on as it was given."""

    sentences = {
        ConsentProblem.METHOD: _("A yes to this needs to be given in another way."),
        ConsentProblem.NEEDS_TOPIC: _("Choose the most that may be said."),
        ConsentProblem.NEEDS_RECIPIENT: _("Write whom, or what, this yes is for."),
        ConsentProblem.NEEDS_NAME: _("To sign on the screen, the person writes their name."),
        ConsentProblem.ENDS_BEFORE_START: _("The last day can't come before the first."),
        ConsentProblem.ALREADY_REVOKED: _("This yes was already taken back."),
    }


class MergeRefused(Refusal):
    """Two rows that can't be joined, or taken apart, as somebody asked."""

    sentences = {
        MergeProblem.ONE_ROW: _("That is one record already. Choose another one."),
        MergeProblem.ALREADY_JOINED: _(
            "One of them was joined to another record in the meantime. Nothing was changed."
        ),
        MergeProblem.OTHERS_JOINED: _(
            "Another record was joined to this one before: let this one stay, or take those apart"
            " first."
        ),
        MergeProblem.WOULD_HIDE: _(
            "Let the other record stay: this one is known to an addiction program only, and"
            " everybody else would lose sight of the person."
        ),
        MergeProblem.NOT_JOINED: _("These are two records already. Nothing was changed."),
    }


class CorrectionProblem(StrEnum):
    GONE_ALREADY = "gone_already"
    NOT_YOURS = "not_yours"
    SAME_PERSON = "same_person"
    NOT_ENROLLED = "not_enrolled"
    CANNOT_MOVE = "cannot_move"
    UNDONE_ALREADY = "undone_already"
    BUILT_ON = "built_on"
    STARTED = "started"
    LIVED = "lived"


class CorrectionRefused(Refusal):
    """Something that can't be taken off a record, or put back, as it was asked for."""

    sentences = {
        CorrectionProblem.GONE_ALREADY: _("This was taken off the record in the meantime."),
        CorrectionProblem.NOT_YOURS: _("Only its writer or a supervisor can take this off."),
        CorrectionProblem.SAME_PERSON: _("It stands on this person's record now. Choose another."),
        CorrectionProblem.NOT_ENROLLED: _(
            "This person is in no program yet, so it can't stand on their record. Choose somebody"
            " else, or say that they are not here."
        ),
        CorrectionProblem.CANNOT_MOVE: _(
            "This can be taken off, but not moved. Choose that it was entered in error, and enter"
            " it on the right record."
        ),
        CorrectionProblem.UNDONE_ALREADY: _("This was put back already. Nothing was changed."),
        CorrectionProblem.BUILT_ON: _(
            "Something was added or changed since, so it stays where it is. It can be moved again"
            " from there."
        ),
        CorrectionProblem.STARTED: _(
            "The person started in the program from this referral. Take that off first."
        ),
        CorrectionProblem.LIVED: _(
            "Contacts, plans or jobs were written for it. Take each of them off or move it first,"
            " so that nothing is lost."
        ),
    }


class SettingKept(Exception):
    """A change of setting that would change who may read about people."""

    def __str__(self) -> str:
        return str(
            _(
                "People have been referred to this program. Changing this would change who may"
                " read about them, so it stays. Make a new program instead."
            )
        )


class PeopleTakePart(Exception):
    """A program that would close over people who take part in it."""

    def __str__(self) -> str:
        return str(_("People still take part. Close it when the last of them has moved on."))


class TalkChanged(Exception):
    """A colleague wrote about the same talk in the meantime; `stored` is how it stands now."""

    def __init__(self, stored: Referral) -> None:
        super().__init__(
            _(
                "A colleague wrote here in the meantime: “%(note)s” Put both together, or save"
                " again to keep yours."
            )
            % {"note": stored.talk_note}
        )
        self.stored = stored


class EditConflict(Exception):
    """Someone else changed this person's record in the meantime; `stored` is how it stands now."""

    def __init__(self, stored: Client) -> None:
        super().__init__(_("Someone else changed this in the meantime."))
        self.stored = stored
