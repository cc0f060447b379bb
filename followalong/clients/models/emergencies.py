"""A colleague outside a person's team opened their record because somebody was in danger."""

from django.db import models
from django.db.models import F, Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.locks import NEVER
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.clients.rules.emergencies import LONGEST
from followalong.core.db import AgencyForeignKey


class EmergencyLook(LabelledModel):
    """One person, one colleague, at most three hours; looked at by the privacy officer after.

    Its label is always NORMAL: what an addiction program keeps is not opened this way.
    """

    client = AgencyForeignKey(Client)
    membership = AgencyForeignKey(Membership)
    reason = models.CharField(max_length=12)
    words = models.TextField()
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)
    review_by = models.DateField()
    reviewed_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = AgencyForeignKey(Membership, null=True)
    found = models.TextField(null=True)

    lock_part = NEVER
    access_rule = staticmethod(access.emergency_look)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("began_at"), until__lte=F("began_at") + LONGEST),
                name="clients_emergencylook_three_hours",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True) | Q(found__isnull=False),
                name="clients_emergencylook_reviewed_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "membership", "until"], name="clients_emergencylook_member"
            ),
            models.Index(
                fields=["agency", "review_by", "id"],
                condition=Q(reviewed_at__isnull=True),
                name="clients_emergencylook_wait",
            ),
            models.Index(fields=["client", "began_at"], name="clients_emergencylook_client"),
        ]
