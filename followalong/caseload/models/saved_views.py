"""Ways of looking at a caseload, kept under a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import RecordModel
from followalong.agencies.models import Membership, Program
from followalong.caseload import access
from followalong.core.db import AgencyForeignKey


class SavedView(RecordModel):
    """Filters, order and columns of a caseload: what was asked, never whom it found.

    So a shared one shows each reader their own people. Shared ones are for everybody in
    `program`; without a program, for the whole agency.
    """

    membership = AgencyForeignKey(Membership)
    program = AgencyForeignKey(Program, null=True)
    is_shared = models.BooleanField(default=False)
    # The owner's caseload opens with it.
    is_default = models.BooleanField(default=False)
    name = models.CharField(_("Name"), max_length=40)
    query = models.CharField(max_length=500, blank=True)

    access_rule = staticmethod(access.own_or_shared)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="caseload_savedview_one_a_name",
            ),
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(withdrawn_at__isnull=True, is_default=True),
                name="caseload_savedview_one_default",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "program"],
                condition=Q(is_shared=True),
                name="caseload_savedview_shared",
            )
        ]
