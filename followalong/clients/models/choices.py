"""What a person decided an employer may know, as they and their worker talked it through."""

from django.db import models

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.enrolments import Enrolment
from followalong.clients.models.people import Client, Consent
from followalong.core.db import AgencyForeignKey


class DisclosureChoice(LabelledModel):
    """One talk about telling employers, with what the person decided; the latest one governs.

    `topic` is the most that may be said (none: nothing), and `consent` the yes that stands for it:
    contacts are checked against the yes alone. For one employer `employer_id` names it.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    consent = AgencyForeignKey(Consent, null=True)
    employer_id = models.UUIDField(null=True)
    talked_on = models.DateField()
    topic = models.CharField(max_length=8, null=True)
    what = models.TextField(null=True)
    to_whom = models.TextField(null=True)
    when = models.TextField(null=True)
    might_help = models.TextField(null=True)
    might_hurt = models.TextField(null=True)
    words_to_use = models.TextField(null=True)
    words_not_to_use = models.TextField(null=True)

    access_rule = staticmethod(access.talk)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["client", "-talked_on", "-id"], name="clients_disclosure_client")
        ]
