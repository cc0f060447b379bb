"""How long records are kept, what holds them, and which were let go."""

from django.db import models
from django.db.models import F, Q

from followalong.agencies.base import LabelledModel, RecordModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client
from followalong.core.db import AgencyForeignKey
from followalong.privacy import access
from followalong.privacy.models.asked import RightsRequest


class RetentionTime(RecordModel):
    """How long this agency keeps one kind of record, and who said so under what. A new one takes
    the place of the old, which stays as it was."""

    kind = models.CharField(max_length=12)
    years = models.PositiveSmallIntegerField()
    until_age = models.PositiveSmallIntegerField(null=True)
    basis = models.TextField()
    set_on = models.DateField()
    set_by = AgencyForeignKey(Membership)

    access_rule = staticmethod(access.retention)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="privacy_retentiontime_one_stands",
            )
        ]


class LegalHold(LabelledModel):
    """Nothing of this person is let go, or of anybody where nobody is named, until it is lifted."""

    client = AgencyForeignKey(Client, null=True)
    asked_by = models.TextField()
    why = models.TextField()
    from_on = models.DateField()
    written_by = AgencyForeignKey(Membership)
    lifted_on = models.DateField(null=True, editable=False)
    lifted_by = AgencyForeignKey(Membership, null=True)
    lifted_words = models.TextField(null=True)

    access_rule = staticmethod(access.legal_hold)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_by__isnull=False),
                name="privacy_legalhold_lifted_by_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "client"],
                condition=Q(lifted_on__isnull=True),
                name="privacy_legalhold_stands",
            )
        ]


class Erasure(LabelledModel):
    """A record that one person proposed to let go and another agreed to. Once it is done, this is
    the stone that stays: which number, when, why, by whom and under what rule."""

    client = AgencyForeignKey(Client)
    reason = models.CharField(max_length=12)
    basis = models.TextField()
    request = AgencyForeignKey(RightsRequest, null=True)
    proposed_on = models.DateField()
    proposed_by = AgencyForeignKey(Membership)
    agreed_by = AgencyForeignKey(Membership, null=True)
    done_at = models.DateTimeField(null=True, editable=False)
    rows = models.PositiveIntegerField(null=True, editable=False)
    left_on = models.DateField(null=True, editable=False)
    left_by = AgencyForeignKey(Membership, null=True)
    left_why = models.TextField(null=True)

    access_rule = staticmethod(access.erasure)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
                name="privacy_erasure_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, agreed_by__isnull=True)
                | Q(done_at__isnull=False, agreed_by__isnull=False, left_on__isnull=True),
                name="privacy_erasure_done_when_agreed",
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(left_on__isnull=True, withdrawn_at__isnull=True),
                name="privacy_erasure_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "proposed_on"],
                condition=Q(done_at__isnull=True, left_on__isnull=True),
                name="privacy_erasure_open",
            ),
            models.Index(
                fields=["agency", "-done_at"],
                condition=Q(done_at__isnull=False),
                name="privacy_erasure_done",
            ),
        ]
