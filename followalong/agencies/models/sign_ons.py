"""An agency's own sign-in provider, and who of its people is known there by which subject."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import RecordModel
from followalong.agencies.models.people import new_code
from followalong.core.columns import open_text, seal_text
from followalong.core.db import AgencyForeignKey


class Provider(RecordModel):
    """Where the people of an agency prove who they are, by OpenID Connect."""

    # The random part of the address by which its people come; it names no agency.
    door = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    issuer = models.TextField(_("Issuer"))
    app_id = models.TextField(_("Client id"))
    sealed_secret = models.TextField(null=True, editable=False)
    # Words of `acr` or `amr` that say it asked for a second step; empty: it never counts as one.
    second_step = models.TextField(_("Words for a second step"), blank=True)

    access_rule = staticmethod(access.anyone_here)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_provider_one_an_agency",
            )
        ]

    @property
    def secret(self) -> str:
        """Empty for a provider that was given none."""
        return open_text(self.sealed_secret, place=self._place) if self.sealed_secret else ""

    @secret.setter
    def secret(self, text: str) -> None:
        self.sealed_secret = seal_text(text, place=self._place) if text else None

    @property
    def _place(self) -> str:
        return f"agencies_provider.sealed_secret:{self.pk}"


class Identity(RecordModel):
    """One subject of one issuer, taken on by somebody who was invited or signed in."""

    provider = AgencyForeignKey(Provider)
    issuer = models.TextField()
    subject = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now_add=True)

    access_rule = staticmethod(access.identities)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "issuer", "subject"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_identity_one_a_subject",
            ),
            models.UniqueConstraint(
                fields=["agency", "user"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_identity_one_a_user",
            ),
        ]
