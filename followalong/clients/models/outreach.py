"""What a person said at the start about losing touch."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.enrolments import Enrolment
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class OutreachChoice(LabelledModel):
    """If we lose touch, what may we do, and when do we stop? One is current; the others stay.

    Without a number of weeks or tries it holds until the person says stop.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    ways = ArrayField(models.CharField(max_length=16))
    ask_whom = models.TextField(null=True)
    stop_after_weeks = models.PositiveSmallIntegerField(null=True)
    stop_after_tries = models.PositiveSmallIntegerField(null=True)
    in_their_words = models.TextField(null=True)

    access_rule = staticmethod(access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(to_on__isnull=True, withdrawn_at__isnull=True),
                name="clients_outreachchoice_one_current",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="clients_outreachchoice_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["enrolment", "from_on"], name="clients_outreachchoice_from")
        ]
