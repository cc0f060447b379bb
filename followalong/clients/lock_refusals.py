"""What is refused about locking something away, each with its sentence."""

from django.utils.translation import gettext_lazy as _


class NobodyKeeps(Exception):
    """A lock that would leave nobody who can help."""

    def __str__(self) -> str:
        return str(_("Choose at least one colleague who goes on seeing it."))


class KeeperLockedOut(Exception):
    """The same colleague on both sides."""

    def __str__(self) -> str:
        return str(_("It can't be locked away from somebody who goes on seeing it."))


class AlreadyLifted(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("This was lifted already. Nothing was changed."))
