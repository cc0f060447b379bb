"""Asking to join."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel, source_key
from followalong.agencies.models import Membership, Program, Site
from followalong.clients import access
from followalong.clients.models.arrivals import ReferralLink
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class Referral(LabelledModel):
    """A wish to join, from anyone, including the person themselves.

    `owner` follows it up; without one it is everyone's. `peer` is whom its route offers to meet.
    """

    client = AgencyForeignKey(Client)
    program = AgencyForeignKey(Program)
    site = AgencyForeignKey(Site, null=True, blank=True)
    received_at = models.DateTimeField(null=True)
    received_on = models.DateField()
    source = models.CharField(max_length=24)
    referrer = models.CharField(_("Who is asking"), max_length=200, null=True, blank=True)
    reason = models.TextField(_("In their own words"), null=True, blank=True)
    decision = models.CharField(max_length=12, null=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = AgencyForeignKey(Membership, null=True)
    decline_reason = models.CharField(max_length=24, null=True)
    decision_note = models.TextField(null=True, blank=True)
    receipt = models.CharField(max_length=24, null=True, unique=True)
    language = models.CharField(max_length=5, null=True)
    link = AgencyForeignKey(ReferralLink, null=True)
    # The day on which whoever asked said that the person knows and agrees.
    agreed_on = models.DateField(null=True)
    # The day on which whoever asked was told that it arrived.
    acknowledged_on = models.DateField(null=True)
    owner = AgencyForeignKey(Membership, null=True)
    peer = AgencyForeignKey(Membership, null=True)
    # Of the waiting list: why, and the day to be in touch again.
    wait_reason = models.CharField(max_length=24, null=True)
    touch_on = models.DateField(null=True)
    # Of the first talk: is this a good fit for you? Never asked to sort people.
    talked_on = models.DateField(null=True)
    talk_note = models.TextField(null=True, blank=True)

    access_rule = staticmethod(access.referral)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("clients_referral"),
            models.CheckConstraint(
                condition=~Q(decision="declined")
                | Q(decline_reason__isnull=False)
                | Q(source_id__isnull=False),
                name="clients_referral_declined_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "program", "received_on"],
                # An empty decision is read as pending (measures.md D12).
                condition=Q(decision__in=["pending", "waitlisted"]) | Q(decision__isnull=True),
                name="clients_referral_open",
            ),
            models.Index(
                fields=["agency", "owner"],
                condition=Q(decision__in=["pending", "waitlisted"]) | Q(decision__isnull=True),
                name="clients_referral_owned",
            ),
            # Answered ones, newest first; those accepted lately wait for their first day.
            models.Index(
                fields=["agency", "-decided_on", "-id"],
                condition=Q(decided_on__isnull=False),
                name="clients_referral_decided",
            ),
            models.Index(fields=["client"], name="clients_referral_client"),
        ]
