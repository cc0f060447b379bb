"""The numbers of its clocks that a program changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from followalong.agencies import access
from followalong.agencies.base import RecordModel
from followalong.agencies.models.people import Membership
from followalong.agencies.models.places import Program
from followalong.core.db import AgencyForeignKey


class ProgramTiming(RecordModel):
    """What a program says about one timing rule from a day on; what is empty is as in the pack.

    A later row takes the place of an earlier one, which stays: with the pack's rules they make
    the program's TimingRuleSet of any day.
    """

    program = AgencyForeignKey(Program)
    membership = AgencyForeignKey(Membership, null=True)
    rule = models.CharField(max_length=40)
    from_on = models.DateField()
    applies = models.BooleanField(null=True)
    warn_days = models.SmallIntegerField(null=True)
    due_days = models.SmallIntegerField(null=True)
    excuses = ArrayField(models.CharField(max_length=24), null=True)
    restarts_on_reentry = models.BooleanField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        indexes = [
            models.Index(fields=["program", "rule", "from_on"], name="agencies_programtiming_from")
        ]
