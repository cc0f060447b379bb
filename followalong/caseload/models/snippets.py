"""Short texts that somebody writes often."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import RecordModel
from followalong.agencies.models import Membership, Program
from followalong.caseload import access
from followalong.core.db import AgencyForeignKey


class Snippet(RecordModel):
    """A text with a short name, for a note box. It is about nobody: people change, texts stay.

    Shared ones are for everybody in `program`; without a program, for the whole agency.
    """

    membership = AgencyForeignKey(Membership)
    program = AgencyForeignKey(Program, null=True)
    is_shared = models.BooleanField(default=False)
    name = models.CharField(_("Short name"), max_length=24)
    text = models.TextField(_("Text"))

    access_rule = staticmethod(access.own_or_shared)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="caseload_snippet_one_a_name",
            )
        ]
