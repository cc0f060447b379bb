"""Work that an employer may have. No row here says for whom it might be."""

from django.db import models

from followalong.agencies.base import RecordModel, source_key
from followalong.agencies.models import Membership
from followalong.core.db import AgencyForeignKey
from followalong.employers.models import AgencyEmployer
from followalong.matching import access


class Opening(RecordModel):
    """Work an employer may have, advertised or only spoken of."""

    employer = AgencyForeignKey(AgencyEmployer)
    title = models.TextField()
    # The title folded, for search and for finding the same opening again.
    title_key = models.TextField(editable=False)
    hours = models.TextField(null=True)
    pay = models.TextField(null=True)
    details = models.TextField(null=True)
    is_advertised = models.BooleanField(null=True)
    known_on = models.DateField()
    known_by = AgencyForeignKey(Membership, null=True)
    # The last day on which it makes sense to ask; empty where nobody said.
    expires_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    access_rule = staticmethod(access.opening)

    class Meta(RecordModel.Meta):
        constraints = [source_key("matching_opening")]
        indexes = [
            models.Index(
                fields=["agency", "-known_on", "-id"],
                condition=models.Q(closed_on__isnull=True),
                name="matching_opening_open",
            ),
            models.Index(fields=["employer", "-known_on"], name="matching_opening_employer"),
        ]
