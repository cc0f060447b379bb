"""An agency's own directory of its staff, and whom it knows (SCIM 2.0)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import RecordModel
from followalong.agencies.models.people import Membership
from followalong.agencies.models.places import Program
from followalong.core.db import AgencyForeignKey


class Directory(RecordModel):
    """The key by which a directory tells us who works here, and what newcomers become.

    Only the hash of its key is kept.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    role = models.CharField(_("Role of newcomers"), max_length=40)
    program = AgencyForeignKey(Program, null=True)

    access_rule = staticmethod(access.directories)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_directory_one_an_agency",
            )
        ]


class Listed(RecordModel):
    """Somebody the directory knows, and the membership it speaks of."""

    membership = AgencyForeignKey(Membership)
    user_name = models.TextField()
    # For finding and keeping it single: a directory's names do not tell upper from lower case.
    name_key = models.TextField()
    external_id = models.TextField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    access_rule = staticmethod(access.directories)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name_key"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_listed_one_a_name",
            )
        ]
