"""What this room's actions refuse, in the words for the page."""

from django.utils.translation import gettext_lazy as _


class AlreadyOpen(Exception):
    """The team knows an open opening of this title there."""

    def __str__(self) -> str:
        return str(
            _("This opening is written down already. If it is another one, say so and save again.")
        )
