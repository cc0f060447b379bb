"""Service contacts, what is planned, and the clocks that warn (and never block)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access as agency_access
from followalong.agencies.base import AgencyModel, LabelledModel, RecordModel, source_key
from followalong.agencies.models import Membership, Team
from followalong.caseload import access
from followalong.clients import access as clients_access
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class Contact(LabelledModel):
    """Any dated service contact: a visit, a call, a message, a try without an answer.

    `started_at` is empty when only the date is known; `started_on` is the agency's local date,
    set once (house.md section 5). Empty columns mean unknown and stay so (measures.md U3).
    """

    membership = AgencyForeignKey(Membership)
    client = AgencyForeignKey(Client, null=True)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    started_at = models.DateTimeField(null=True)
    started_on = models.DateField()
    minutes = models.PositiveIntegerField(_("Minutes"), null=True)
    travel_minutes = models.PositiveIntegerField(null=True)
    mode = models.CharField(max_length=24, null=True)
    location = models.CharField(max_length=24, null=True)
    category = models.CharField(max_length=24, null=True)
    two_way = models.BooleanField(null=True)
    note = models.TextField(null=True)
    entered_at = models.DateTimeField(null=True)

    access_rule = staticmethod(access.contact)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("caseload_contact"),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=True) | Q(client__isnull=False),
                name="caseload_contact_enrolment_has_client",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-started_on", "-id"], name="caseload_contact_client"),
            models.Index(
                fields=["enrolment", "-started_on", "-id"], name="caseload_contact_enrolment"
            ),
            models.Index(
                fields=["membership", "-started_on", "-id"], name="caseload_contact_member"
            ),
        ]


class Addendum(LabelledModel):
    """Words added to a contact after its edit window. The first text stays as it was."""

    contact = AgencyForeignKey(Contact, related_name="addenda")
    client = AgencyForeignKey(Client, null=True)
    membership = AgencyForeignKey(Membership)
    written_at = models.DateTimeField()
    note = models.TextField()

    access_rule = staticmethod(access.contact)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["contact"], name="caseload_addendum_contact")]


class Draft(AgencyModel):
    """A text being typed, kept as typed until it is saved as what it becomes."""

    membership = AgencyForeignKey(Membership)
    key = models.CharField(max_length=80)
    text = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    access_rule = staticmethod(access.own)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "key"], name="caseload_draft_one_a_form")
        ]


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


class Meeting(RecordModel):
    """A team meeting: treatment team, vocational unit, supervision and others (domain.md 11)."""

    type = models.CharField(max_length=24)
    held_on = models.DateField()
    team = AgencyForeignKey(Team, null=True)

    access_rule = staticmethod(agency_access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("caseload_meeting")]


class Attendance(RecordModel):
    """Who was at a meeting."""

    meeting = AgencyForeignKey(Meeting, related_name="attendances")
    membership = AgencyForeignKey(Membership)

    access_rule = staticmethod(agency_access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="caseload_attendance_once"
            )
        ]
