"""What stands at the head of printed pages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import RecordModel
from followalong.agencies.models.places import Site
from followalong.core.db import AgencyForeignKey


class Letterhead(RecordModel):
    """Name, address and picture at the head of a printed page: of a site, or of the agency."""

    site = AgencyForeignKey(Site, null=True)
    name = models.TextField(_("Name"))
    address = models.TextField(_("Address"), null=True)
    phone = models.TextField(_("Phone"), null=True)
    email = models.TextField(_("E-mail address"), null=True)
    web = models.TextField(_("Website"), null=True)
    # A PNG drawn anew from what was sent.
    logo = models.BinaryField(null=True)

    access_rule = staticmethod(access.anyone_here)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "site"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_letterhead_one_a_place",
                nulls_distinct=False,
            )
        ]
