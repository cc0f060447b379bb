"""Team meetings: planned and held, who was there, and what was said about whom."""

from django.db import models
from django.db.models import Q

from followalong.agencies import access as agency_access
from followalong.agencies.base import LabelledModel, RecordModel, source_key
from followalong.agencies.models import Membership, Program, Team
from followalong.caseload import access
from followalong.caseload.models.plans import NextStep
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class Meeting(RecordModel):
    """A team meeting: treatment team, vocational unit, supervision and others (domain.md 11).

    Planned ones are not held yet: they are in no package and no figure. `decisions` are the general
    ones; what concerns a person is a MeetingNote.
    """

    type = models.CharField(max_length=24)
    held_on = models.DateField()
    team = AgencyForeignKey(Team, null=True)
    program = AgencyForeignKey(Program, null=True)
    at = models.TimeField(null=True)
    is_planned = models.BooleanField(default=False, db_default=False)
    is_weekly = models.BooleanField(default=False, db_default=False)
    decisions = models.TextField(null=True)
    closed_on = models.DateField(null=True)

    access_rule = staticmethod(access.meeting)

    class Meta(RecordModel.Meta):
        constraints = [source_key("caseload_meeting")]
        indexes = [models.Index(fields=["agency", "-held_on", "-id"], name="caseload_meeting_day")]


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


class MeetingGuest(RecordModel):
    """Somebody from outside who was at a meeting, by name."""

    meeting = AgencyForeignKey(Meeting)
    name = models.TextField()

    access_rule = staticmethod(access.of_meeting)

    class Meta(RecordModel.Meta):
        indexes = [models.Index(fields=["meeting"], name="caseload_guest_meeting")]


class MeetingNote(LabelledModel):
    """What a meeting said or decided about one person, and the next step that came of it."""

    meeting = AgencyForeignKey(Meeting)
    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    membership = AgencyForeignKey(Membership)
    text = models.TextField(null=True)
    step = AgencyForeignKey(NextStep, null=True)

    access_rule = staticmethod(access.meeting_note)
    prevents = (*LabelledModel.prevents, access.NO_YES_TO_TEAM)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(text__isnull=False) | Q(step__isnull=False),
                name="caseload_meetingnote_says_something",
            )
        ]
        indexes = [
            models.Index(fields=["meeting"], name="caseload_meetingnote_meeting"),
            models.Index(fields=["client"], name="caseload_meetingnote_client"),
        ]
