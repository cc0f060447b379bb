"""Dated facts, and the clocks that follow from them: they warn, and never block."""

from django.db import models
from django.db.models import F, Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
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
    # Who wrote it down, where nothing in the product says it yet.
    membership = AgencyForeignKey(Membership, null=True)

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
    """One running or finished clock (domain.md 5.2). It warns, never blocks.

    It is an enrolment's; without one it is that of the referral which `subject_id` names.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, related_name="clocks", null=True)
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
            ),
            models.Index(
                fields=["subject_id"],
                condition=Q(enrolment__isnull=True),
                name="caseload_clock_referral",
            ),
        ]


class NotNow(LabelledModel):
    """What a person does not want now, a contact or a step: until a day, or until they say so."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    rule = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    in_their_words = models.TextField(null=True)

    access_rule = staticmethod(clients_access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="caseload_notnow_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["enrolment"], name="caseload_notnow_enrolment")]
