"""What is planned: meetings at a time, and steps that somebody agreed to take."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel, source_key
from followalong.agencies.models import Membership
from followalong.caseload.models.contacts import Contact
from followalong.clients import access as clients_access
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class Appointment(LabelledModel):
    """A planned meeting; once kept it becomes a contact."""

    membership = AgencyForeignKey(Membership)
    client = AgencyForeignKey(Client, null=True)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    starts_at = models.DateTimeField()
    starts_on = models.DateField()
    minutes = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=24, null=True)
    location = models.CharField(max_length=24, null=True)
    status = models.CharField(max_length=12, null=True)
    contact = AgencyForeignKey(Contact, null=True)

    access_rule = staticmethod(clients_access.about_client_or_nobody)

    class Meta(LabelledModel.Meta):
        constraints = [source_key("caseload_appointment")]
        indexes = [
            models.Index(fields=["membership", "starts_on"], name="caseload_appointment_day"),
            models.Index(fields=["client", "starts_on"], name="caseload_appointment_client"),
        ]


class NextStep(LabelledModel):
    """Something someone agreed to do next."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    text = models.TextField(_("Next step"))
    owner = AgencyForeignKey(Membership, null=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    access_rule = staticmethod(clients_access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [source_key("caseload_nextstep")]
        indexes = [
            models.Index(
                fields=["enrolment", "due_on"],
                condition=Q(done_on__isnull=True),
                name="caseload_nextstep_open",
            )
        ]
