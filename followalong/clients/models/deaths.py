"""What a recorded death stopped, so that a mistake can be put right."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from followalong.agencies.base import LabelledModel
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class Stopped(LabelledModel):
    """A row that a recorded death ended, and what it held before. It carries that row's label."""

    client = AgencyForeignKey(Client)
    table = models.CharField(max_length=40)
    row_id = models.UUIDField()
    before = models.JSONField(encoder=DjangoJSONEncoder)

    access_rule = staticmethod(access.about_client)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["client"], name="clients_stopped_client")]
