"""What was taken off a record where it does not belong."""

from django.db import models

from followalong.agencies.base import AgencyModel, LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class Correction(LabelledModel):
    """One thing taken off a record, and onto whose it went, where that is known.

    What it said stays in the rows it lists, which are withdrawn: sealed for the privacy officer.
    """

    client = AgencyForeignKey(Client, null=True)
    to_client = AgencyForeignKey(Client, null=True)
    reason = models.CharField(max_length=20)
    words = models.TextField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = AgencyForeignKey(Membership, null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.correction)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["agency", "-made_at", "-id"], name="clients_correction_made")
        ]


class CorrectedRow(AgencyModel):
    """One row that went with a correction, and the new row that says the same elsewhere."""

    correction = AgencyForeignKey(Correction, related_name="rows")
    row_type = models.CharField(max_length=60)
    row_id = models.UUIDField()
    made_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["correction"], name="clients_correctedrow_of")]
