"""What this room's actions refuse, in the words for the page."""

from django.utils.translation import gettext_lazy as _


class AlreadyAnswered(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This question was answered in the meantime. Your words are still here."))
