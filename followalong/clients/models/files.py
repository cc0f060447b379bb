"""Photos and documents of a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey
from followalong.core.models import File


class ClientFile(LabelledModel):
    """A photo or document of a person. Its content is sealed in `core.File`.

    `sees` says who may open it among those who may open the person; `scan` what a virus scanner
    said, if there is one.
    """

    client = AgencyForeignKey(Client)
    file = AgencyForeignKey(File)
    membership = AgencyForeignKey(Membership)
    kind = models.CharField(max_length=24)
    title = models.TextField(_("Title"))
    taken_on = models.DateField(_("Date on it"), null=True)
    expires_on = models.DateField(_("Valid until"), null=True)
    sees = models.CharField(max_length=8)
    scan = models.CharField(max_length=12)
    added_at = models.DateTimeField()
    added_on = models.DateField()

    access_rule = staticmethod(access.client_file)
    lock_part = "files"
    prevents = (*LabelledModel.prevents, access.FOR_LEAD)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["client", "-added_at"], name="clients_clientfile_client")]
