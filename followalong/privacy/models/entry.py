"""Asking to be let in: by somebody who met a closed door, answered by whoever may open it."""

from django.db import models
from django.db.models import Q

from followalong.agencies.base import RecordModel
from followalong.agencies.models import Membership
from followalong.clients.models import Relation
from followalong.core.db import AgencyForeignKey
from followalong.privacy import access


class AccessRequest(RecordModel):
    """`I need this for my work`, and the answer: a tie with a last day, or why not.

    `named_id` is what the address named, kept without a key: whether there is such a person is
    only ever asked through the gate of whoever answers, and so this tells nobody.
    """

    asked_by = AgencyForeignKey(Membership)
    asked_at = models.DateTimeField()
    # The address below the member's own code.
    place = models.CharField(max_length=200, blank=True)
    named_id = models.UUIDField(null=True)
    words = models.TextField()
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = AgencyForeignKey(Membership, null=True)
    answer = models.TextField(null=True)
    # The tie that it was answered with.
    tie = AgencyForeignKey(Relation, null=True)

    access_rule = staticmethod(access.access_request)

    class Meta(RecordModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | Q(tie__isnull=False)
                | Q(answer__isnull=False),
                name="privacy_accessrequest_answered_with_something",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "asked_at", "id"],
                condition=Q(answered_at__isnull=True),
                name="privacy_accessrequest_waiting",
            ),
            models.Index(fields=["asked_by", "-asked_at"], name="privacy_accessrequest_mine"),
        ]
