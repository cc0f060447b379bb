"""What this room's actions refuse, in the words for the page."""

from django.utils.translation import gettext_lazy as _

from followalong.agencies.refusals import Refusal
from followalong.privacy.rules import EntryProblem, PutOffProblem, ShareProblem


class AlreadyAnswered(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This question was answered in the meantime. Your words are still here."))


class NotPutOff(Exception):
    """The law of the place gives no more time."""

    def __init__(self, problem: PutOffProblem) -> None:
        self.problem = problem

    def __str__(self) -> str:
        return str(_NOT_PUT_OFF[self.problem])


_NOT_PUT_OFF = {
    PutOffProblem.ANSWERED: _("This was answered in the meantime."),
    PutOffProblem.NOT_HERE: _("The rules here give no more time for this. Answer what you can."),
    PutOffProblem.TWICE: _("It was put off once already. Answer what you can."),
    PutOffProblem.TOO_LATE: _("Its day has passed, so it can’t be put off. Answer what you can."),
}


class CopyRefused(Exception):
    """It can't be sealed or opened: the installation's key for files is not there, or it is too
    large."""

    def __str__(self) -> str:
        return str(
            _("The copy could not be kept here. Hand it over on paper, and tell who runs this.")
        )


class ShownAgain(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("Copies say this again already."))


class CopyTakenOff(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This was taken off their page in the meantime."))


class TooManyLinks(Exception):
    """More were made in an hour than people are met."""

    def __str__(self) -> str:
        return str(_("Many links were made in the last hour. Try again in an hour."))


class WrongNumber(Exception):
    """Not the number of this link."""

    def __str__(self) -> str:
        return str(_("That is not the number. After five tries the link ends; we make a new one."))


class AlreadyClosed(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This was closed in the meantime. Your words are still here."))


class OwnLook(Exception):
    """Nobody closes a question about their own looks."""

    def __str__(self) -> str:
        return str(_("This is about your own look, so somebody else closes it."))


class NeedsYes(Exception):
    """The person allows less than what would go out."""

    def __init__(self, person: str) -> None:
        self.person = person

    def __str__(self) -> str:
        said = _("This waits: %(name)s has no yes for it now. What is written here stays.")
        return str(said) % {"name": self.person}


class NotShared(Exception):
    """What is to go out is not there yet, or no longer."""

    def __init__(self, problem: ShareProblem) -> None:
        self.problem = problem

    def __str__(self) -> str:
        return str(_NOT_SHARED[self.problem])


_NOT_SHARED = {
    ShareProblem.TOO_EARLY: _("It still waits for some minutes. Until then it can be taken back."),
    ShareProblem.NOT_BEGUN: _("It was not shared yet."),
    ShareProblem.BEGUN: _("It is on its way already."),
    ShareProblem.SENT: _("It has gone already."),
    ShareProblem.TAKEN_BACK: _("It was taken back, so it does not go."),
}


class BreachClosed(Exception):
    """A colleague closed it in the meantime."""

    def __str__(self) -> str:
        return str(_("This was closed in the meantime. Your words are still here."))


class StillToTell(Exception):
    """Somebody concerned is not told yet, or nobody said why not."""

    def __str__(self) -> str:
        return str(
            _("Say first for each person when they were told, or why they are not: it stays open.")
        )


class AlreadyNamed(Exception):
    """The person is on the list."""

    def __str__(self) -> str:
        return str(_("This person is on the list already."))


class EntryRefused(Refusal):
    """Asking to be let in, or an answer to it, that does not go."""

    sentences = {
        EntryProblem.OWN: _("You asked for this yourself, so somebody else answers."),
        EntryProblem.ANSWERED: _("A colleague answered this in the meantime."),
        EntryProblem.NOT_YOURS: _(
            "You do not open this record yourself, so you can’t let anybody in."
        ),
        EntryProblem.OPEN_ALREADY: _("They open this record already."),
        EntryProblem.STAYS_SHUT: _(
            "A tie would not open it: their role opens no records, or the person or the law keeps"
            " it shut. Answer in words."
        ),
        EntryProblem.NOT_THEN: _("Choose a day from today on, at most 90 days ahead."),
        EntryProblem.TOO_MANY: _("That is a lot for one day. Talk with your supervisor."),
    }
