"""Team meetings, and who was there."""

from django.db import models

from followalong.agencies import access as agency_access
from followalong.agencies.base import RecordModel, source_key
from followalong.agencies.models import Membership, Team
from followalong.core.db import AgencyForeignKey


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
