"""A person's copy of their record: what it leaves out, and the one on their own page."""

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client
from followalong.core.db import AgencyForeignKey
from followalong.core.models import File
from followalong.privacy import access
from followalong.privacy.models.asked import RightsRequest


class HeldBack(LabelledModel):
    """Words that a person's copies leave out until they are shown again: a whole entry, or the
    words in `passage`. The entry itself stays as it was.
    """

    client = AgencyForeignKey(Client)
    row_type = models.CharField(max_length=60)
    row_id = models.UUIDField()
    passage = models.TextField(null=True)
    reason = models.CharField(max_length=24)
    held_on = models.DateField()
    held_by = AgencyForeignKey(Membership)
    shown_on = models.DateField(null=True, editable=False)
    shown_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.held_back)
    prevents = (*LabelledModel.prevents, access.NOT_THEIR_WORKER)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(
                fields=["client", "row_id"],
                condition=Q(shown_on__isnull=True),
                name="privacy_heldback_stands",
            )
        ]


class GivenCopy(LabelledModel):
    """A copy as it was seen and checked, on the person's own page until a day.

    What they read there is what stands in the sealed file: no word that came later, and none that
    was held back.
    """

    client = AgencyForeignKey(Client)
    request = AgencyForeignKey(RightsRequest, null=True)
    file = AgencyForeignKey(File)
    given_by = AgencyForeignKey(Membership)
    given_on = models.DateField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.given_copy)
    prevents = (*LabelledModel.prevents, access.NOT_THEIR_WORKER)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("given_on")),
                name="privacy_givencopy_opens_some_day",
            )
        ]
        indexes = [models.Index(fields=["client", "-given_on"], name="privacy_givencopy_client")]
