"""What people ask about who looked at their record."""

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client
from followalong.core.db import AgencyForeignKey
from followalong.privacy import access


class LookQuestion(LabelledModel):
    """`I have a question about this`: for the privacy officer, until it has an answer."""

    client = AgencyForeignKey(Client)
    asked_at = models.DateTimeField()
    asked_by = AgencyForeignKey(Membership)
    words = models.TextField(null=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = AgencyForeignKey(Membership, null=True)
    answer = models.TextField(null=True)

    access_rule = staticmethod(access.look_question)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answer__isnull=False),
                name="privacy_lookquestion_answered_in_words",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "asked_at", "id"], name="privacy_lookquestion_asked"),
            models.Index(fields=["client", "asked_at"], name="privacy_lookquestion_client"),
        ]
