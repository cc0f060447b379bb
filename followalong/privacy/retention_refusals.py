"""What keeps a record, and what two people are needed for, in the words for the page."""

from django.utils.translation import gettext_lazy as _

from followalong.agencies.refusals import Refusal
from followalong.privacy.rules import ErasureProblem

NOT_LET_GO = {
    ErasureProblem.GONE: _("This record was let go already."),
    ErasureProblem.STILL_HERE: _(
        "Something still goes on for this person here. It ends first; then the record’s time begins"
        " to count."
    ),
    ErasureProblem.HELD: _("A hold keeps it. Once the hold is lifted, it can be proposed again."),
    ErasureProblem.NO_TIME: _(
        "Nobody has said yet how long records are kept here. Set that first, with your counsel."
    ),
    ErasureProblem.TOO_EARLY: _("Its time is not over yet."),
    ErasureProblem.PROPOSED: _("It is proposed already, and waits for a second person."),
}


class NotLetGo(Refusal):
    """Something keeps the record, or asks for it to be kept."""

    sentences = NOT_LET_GO


class SecondPerson(Exception):
    """Who proposed it never agrees to it, under whichever role."""

    def __str__(self) -> str:
        return str(_("You proposed this yourself, so somebody else has to agree."))


class AlreadyDecided(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This was decided in the meantime. Your words are still here."))


class KeptTooShort(Exception):
    """Less than the law of the place asks for, as far as it is known."""

    def __init__(self, at_least: int) -> None:
        self.at_least = at_least

    def __str__(self) -> str:
        said = _("Here it is kept for at least %(years)s years.")
        return str(said) % {"years": self.at_least}


class AlreadyLifted(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This hold was lifted in the meantime."))
