"""What is refused about looks in an emergency, each with its sentence."""

from django.utils.translation import gettext_lazy as _


class NobodyByThat(Exception):
    """Nobody, somebody who stays closed even so, or two of one name: one sentence for all."""

    def __str__(self) -> str:
        return str(
            _(
                "Nobody opens by this name with this birth date or phone number. Check how they"
                " are written. In danger of life, call the emergency number first."
            )
        )


class AlreadyOpenToYou(Exception):
    """No emergency is needed to open this record."""

    def __str__(self) -> str:
        return str(_("Their record is open to you already: find them by search."))


class AlreadyReviewed(Exception):
    """A colleague was quicker."""

    def __str__(self) -> str:
        return str(_("A colleague looked at this in the meantime. Your words are still here."))


class OwnEmergencyLook(Exception):
    """Whoever opened a record does not review that."""

    def __str__(self) -> str:
        return str(_("You opened this yourself, so somebody else looks at it."))
