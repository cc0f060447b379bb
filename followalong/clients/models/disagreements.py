"""What a person does not agree with in their record: their words, beside the entry, for good."""

from django.db import models

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class Disagreement(LabelledModel):
    """Shown to whoever reads the entry, wherever it is shown. The entry itself stays as it was."""

    client = AgencyForeignKey(Client)
    row_type = models.CharField(max_length=60)
    row_id = models.UUIDField()
    words = models.TextField()
    way = models.CharField(max_length=12)
    said_on = models.DateField()
    written_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.disagreement)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["row_id", "said_on"], name="clients_disagreement_row"),
            models.Index(fields=["client", "-said_on"], name="clients_disagreement_client"),
        ]
