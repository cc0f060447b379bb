"""Dated facts, and the clocks that follow from them: they warn, and never block."""

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.clients import access as clients_access
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class Milestone(LabelledModel):
    """A dated fact that higher rooms push down here, from which clocks are worked out.

    `subject_id` is what happened: a contact, an employer contact, a job.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, related_name="milestones")
    kind = models.CharField(max_length=32)
    on = models.DateField()
    until = models.DateField(null=True)
    subject_id = models.UUIDField(null=True)

    access_rule = staticmethod(clients_access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind", "subject_id"],
                condition=Q(subject_id__isnull=False),
                name="caseload_milestone_once",
            )
        ]
        indexes = [models.Index(fields=["enrolment", "kind", "on"], name="caseload_milestone_kind")]


class Clock(LabelledModel):
    """One running or finished clock of an enrolment (domain.md 5.2). It warns, never blocks."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, related_name="clocks")
    rule = models.CharField(max_length=32)
    subject_id = models.UUIDField(null=True)
    start_on = models.DateField()
    warn_on = models.DateField(null=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    excuse = models.CharField(max_length=24, null=True)

    access_rule = staticmethod(clients_access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "rule", "subject_id", "start_on"],
                name="caseload_clock_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["enrolment", "due_on"],
                condition=Q(done_on__isnull=True, excuse__isnull=True),
                name="caseload_clock_running",
            )
        ]
