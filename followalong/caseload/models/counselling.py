"""Notes of counselling sessions, which the law keeps apart from the rest of a record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import Label, LabelledModel
from followalong.agencies.models import Membership
from followalong.caseload import access
from followalong.clients.models import Client, Enrolment
from followalong.core.columns import open_text, seal_text
from followalong.core.db import AgencyForeignKey
from followalong.core.files import NotOpened

# What the words are sealed for: a key of their own, apart from every other column's.
PURPOSE = "counselling"


class CounsellingNote(LabelledModel):
    """What was said in a session, and what its counsellor makes of it (42 CFR 2.11).

    In no list, search, count, print, copy or package. Words added later are a note that follows.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership)
    follows = AgencyForeignKey("self", null=True)
    held_on = models.DateField(_("Day of the session"))
    entered_at = models.DateTimeField()
    sealed_words = models.TextField(editable=False)

    access_rule = staticmethod(access.counselling_note)
    emergency_rule = staticmethod(access.emergency_counselling)
    prevents = (*LabelledModel.prevents, access.COUNSELLING)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(label=Label.SUD), name="caseload_counsellingnote_is_sud"
            )
        ]
        indexes = [
            models.Index(
                fields=["client", "-entered_at", "-id"], name="caseload_counselling_client"
            ),
            models.Index(
                fields=["follows"],
                condition=Q(follows__isnull=False),
                name="caseload_counselling_follows",
            ),
        ]

    @property
    def words(self) -> str:
        """Raises NotOpened."""
        return open_text(self.sealed_words, place=self._place, purpose=PURPOSE)

    @words.setter
    def words(self, text: str) -> None:
        """Raises NoFileKey."""
        self.sealed_words = seal_text(text, place=self._place, purpose=PURPOSE)

    @property
    def words_or_none(self) -> str | None:
        """What it says; None where the key that sealed it is not here."""
        try:
            return self.words
        except NotOpened:
            return None

    @property
    def _place(self) -> str:
        return f"caseload_counsellingnote.sealed_words:{self.pk}"
