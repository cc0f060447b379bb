"""Two rows that may be one person, and what was decided about them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class PossibleDuplicate(LabelledModel):
    """A pair that waits for a reviewer, or that was answered: the same, or two people.

    `client` is the row with the lower id, so that a pair stands here once. Whoever may not see
    both rows does not see the pair.
    """

    class Decision(models.TextChoices):
        SAME = "same", "One person"
        NOT_SAME = "not_same", "Two people"

    client = AgencyForeignKey(Client)
    other = AgencyForeignKey(Client)
    signs = ArrayField(models.TextField(), default=list)
    found_on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision.choices, null=True)
    decided_on = models.DateField(null=True)
    decided_by = AgencyForeignKey(Membership, null=True)
    reason = models.TextField(null=True)

    access_rule = staticmethod(access.duplicate)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["client", "other"], name="clients_possibleduplicate_once"
            ),
            models.CheckConstraint(
                condition=Q(client__lt=F("other")), name="clients_possibleduplicate_in_order"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_on__isnull=True)
                | Q(decision__isnull=False, decided_on__isnull=False),
                name="clients_possibleduplicate_decided_on",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "found_on"],
                condition=Q(decision__isnull=True),
                name="clients_duplicate_open",
            ),
            models.Index(
                fields=["agency", "-decided_on", "-id"],
                condition=Q(decision__isnull=False),
                name="clients_duplicate_decided",
            ),
            models.Index(fields=["other"], name="clients_duplicate_other"),
        ]
