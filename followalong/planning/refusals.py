"""What this room's actions refuse, in the words for the page."""

from django.utils.translation import gettext_lazy as _


class ChangedMeanwhile(Exception):
    """Somebody saved while these words were typed."""

    def __str__(self) -> str:
        return str(
            _(
                "Somebody else saved this while you were writing. Both stand here: put together"
                " what should stay, and save again."
            )
        )


class NothingToAgree(Exception):
    """There is no plan yet."""

    def __str__(self) -> str:
        return str(_("Write the goal first: then there is something to say yes to."))


class AnsweredMeanwhile(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("Somebody answered this suggestion in the meantime."))
