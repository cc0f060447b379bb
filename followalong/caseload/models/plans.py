"""What is planned: meetings at a time, and steps that somebody agreed to take."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel, source_key
from followalong.agencies.models import Membership
from followalong.caseload.models.contacts import Contact
from followalong.clients import access as clients_access
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class WithPerson(LabelledModel):
    """A row about a person, who may stand behind another row since the two were joined."""

    class Meta(LabelledModel.Meta):
        abstract = True

    @property
    def person(self) -> Any:
        """The row that stands for the person; None for nobody in particular."""
        return self.client.person if self.client else None


class Series(LabelledModel):
    """Meetings that come back: the rule by which they come, and what each of them is like.

    Each is written as an appointment of its own, some weeks ahead; the night adds what comes into
    sight (ADR 12). `at` is the time on the wall of the agency, summer and winter.
    """

    membership = AgencyForeignKey(Membership)
    client = AgencyForeignKey(Client, null=True)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    group_id = models.UUIDField(null=True)
    every = models.CharField(max_length=16)
    first_on = models.DateField()
    until_on = models.DateField(null=True)
    written_to_on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=24, null=True)
    location = models.CharField(max_length=24, null=True)
    title = models.TextField(null=True)

    access_rule = staticmethod(clients_access.about_client_or_nobody)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["agency", "written_to_on"], name="caseload_series_written"),
            models.Index(fields=["enrolment"], name="caseload_series_enrolment"),
        ]


class Appointment(WithPerson):
    """A planned meeting; once kept it becomes a contact.

    A meeting with several people is an appointment for each of them, with the same `group_id`.
    `series_on` is the day on which its series put it, wherever it was moved since.
    """

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
    title = models.TextField(null=True)
    group_id = models.UUIDField(null=True)
    series = AgencyForeignKey(Series, null=True)
    series_on = models.DateField(null=True)

    # What a colleague may know of a meeting with somebody whom they may not see.
    busy_columns = ("membership_id", "starts_at", "starts_on", "minutes")

    access_rule = staticmethod(clients_access.about_client_or_nobody)
    emergency_rule = staticmethod(clients_access.broke_glass)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("caseload_appointment"),
            models.UniqueConstraint(
                fields=["series", "series_on"],
                condition=Q(series__isnull=False, withdrawn_at__isnull=True),
                name="caseload_appointment_once_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["group_id"],
                condition=Q(group_id__isnull=False),
                name="caseload_appointment_group",
            ),
            models.Index(fields=["membership", "starts_on"], name="caseload_appointment_day"),
            models.Index(fields=["client", "starts_on"], name="caseload_appointment_client"),
        ]


class NextStep(WithPerson):
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
            ),
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(done_on__isnull=True),
                name="caseload_nextstep_mine",
            ),
        ]
