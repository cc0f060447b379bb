"""How referrals come in: secret links, who takes them, and words put aside for later."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import AgencyModel, RecordModel
from followalong.agencies.models import Membership, Program, Site
from followalong.clients import access
from followalong.core.db import AgencyForeignKey
from followalong.core.ids import random_code


def new_secret() -> str:
    """What makes a link unguessable: 192 bits."""
    return random_code(24)


class ReferralLink(RecordModel):
    """A secret address that one clinic refers by, until somebody ends it.

    A visitor finds it by the secret alone (`open_referral_link`), never by agency or program.
    """

    program = AgencyForeignKey(Program)
    site = AgencyForeignKey(Site, null=True, blank=True)
    name = models.CharField(_("Who the link is for"), max_length=120)
    source = models.CharField(max_length=24)
    secret = models.CharField(max_length=48, unique=True, default=new_secret, editable=False)
    made_on = models.DateField()
    made_by = AgencyForeignKey(Membership, null=True)
    ended_on = models.DateField(null=True)
    ended_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.set_up)

    class Meta(RecordModel.Meta):
        indexes = [models.Index(fields=["agency", "program"], name="clients_referrallink_program")]


class ReferralRoute(RecordModel):
    """Who follows up what comes in; the routes of a program are asked in their order.

    An empty site or source means any. `peer` is whom the person is offered to meet first.
    """

    class Takes(models.TextChoices):
        MEMBER = "member", _("One colleague")
        FEWEST = "fewest", _("Whoever goes along with the fewest people")
        INBOX = "inbox", _("Everyone, from the inbox")

    program = AgencyForeignKey(Program)
    site = AgencyForeignKey(Site, null=True, blank=True)
    source = models.CharField(max_length=24, null=True)
    position = models.PositiveIntegerField()
    takes = models.CharField(max_length=8, choices=Takes.choices)
    membership = AgencyForeignKey(Membership, null=True)
    peer = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.set_up)

    class Meta(RecordModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(takes="member") ^ Q(membership__isnull=True),
                name="clients_referralroute_member_named",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "program", "position"], name="clients_referralroute_order"
            )
        ]


class ReferralDraft(AgencyModel):
    """Words somebody put aside on the public page: sealed under a code that only they hold."""

    program = AgencyForeignKey(Program)
    finder = models.CharField(max_length=64)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "finder"], name="clients_referraldraft_found")
        ]
        indexes = [models.Index(fields=["agency", "kept_at"], name="clients_referraldraft_kept")]
