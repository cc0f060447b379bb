"""Information that went where it should not: what happened, whose it was, who is told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel, RecordModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client
from followalong.core.db import AgencyForeignKey
from followalong.privacy import access
from followalong.privacy.models.asked import LookFlag, RightsRequest


class Breach(RecordModel):
    """Information went where it should not. Nobody is named in its words, and nobody is blamed.

    `tell_by` is the last day on which the people concerned are told, where the pack names one.
    """

    what = models.TextField()
    happened_on = models.DateField(null=True)
    found_on = models.DateField()
    kinds = ArrayField(models.CharField(max_length=16), default=list)
    done_at_once = models.TextField(null=True)
    risk = models.TextField(null=True)
    tell_by = models.DateField(null=True, editable=False)
    written_by = AgencyForeignKey(Membership)
    flag = AgencyForeignKey(LookFlag, null=True)
    request = AgencyForeignKey(RightsRequest, null=True)
    closed_on = models.DateField(null=True, editable=False)
    closed_by = AgencyForeignKey(Membership, null=True)
    learned = models.TextField(null=True)

    access_rule = staticmethod(access.breach)

    class Meta(RecordModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(learned__isnull=False),
                name="privacy_breach_closed_with_what_was_learned",
            ),
            models.CheckConstraint(
                condition=Q(happened_on__isnull=True) | Q(happened_on__lte=models.F("found_on")),
                name="privacy_breach_found_after_it_happened",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "closed_on", "found_on"], name="privacy_breach_open")
        ]


class BreachPerson(LabelledModel):
    """Somebody whose information it was, and when and how they were told."""

    breach = AgencyForeignKey(Breach)
    client = AgencyForeignKey(Client)
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=12, null=True)
    told_words = models.TextField(null=True)
    told_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.breach_person)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["breach", "client"],
                condition=Q(withdrawn_at__isnull=True),
                name="privacy_breachperson_once",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(told_how__isnull=False),
                name="privacy_breachperson_told_somehow",
            ),
        ]
        indexes = [models.Index(fields=["client"], name="privacy_breachperson_client")]


class BreachNotice(RecordModel):
    """Somebody else who was told: an office, another agency, whoever had received it."""

    breach = AgencyForeignKey(Breach)
    whom = models.TextField()
    told_on = models.DateField()
    told_how = models.CharField(max_length=12)
    told_by = AgencyForeignKey(Membership)

    access_rule = staticmethod(access.breach)

    class Meta(RecordModel.Meta):
        indexes = [models.Index(fields=["breach", "told_on"], name="privacy_breachnotice_breach")]
