"""What a person had locked away, from whom, and who sees it all the same (the lock-box)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.locks import EVERYTHING, ONE_ENTRY
from followalong.agencies.models import Membership, Program
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.core.db import AgencyForeignKey


class Lock(LabelledModel):
    """`This may not be shown to them`, in the person's words, until they have it lifted.

    Locked away from one colleague, from a role, from a program's staff, or, where none of the
    three is named, from everybody but the keepers. `part` is what; for one entry the row.
    """

    client = AgencyForeignKey(Client)
    part = models.CharField(max_length=12)
    row_type = models.CharField(max_length=60, null=True)
    row_id = models.UUIDField(null=True)
    membership = AgencyForeignKey(Membership, null=True)
    role = models.CharField(max_length=40, null=True)
    program = AgencyForeignKey(Program, null=True)
    keepers = ArrayField(models.UUIDField())
    words = models.TextField()
    way = models.CharField(max_length=12)
    asked_on = models.DateField()
    written_by = AgencyForeignKey(Membership, null=True)
    lifted_on = models.DateField(null=True, editable=False)
    lifted_by = AgencyForeignKey(Membership, null=True)
    lifted_words = models.TextField(null=True)

    access_rule = staticmethod(access.lock)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(keepers__len__gt=0), name="clients_lock_somebody_keeps_seeing"
            ),
            models.CheckConstraint(
                condition=(Q(part=ONE_ENTRY) & Q(row_type__isnull=False, row_id__isnull=False))
                | (~Q(part=ONE_ENTRY) & Q(row_type__isnull=True, row_id__isnull=True)),
                name="clients_lock_one_entry_is_named",
            ),
            models.CheckConstraint(
                condition=Q(membership__isnull=True, role__isnull=True)
                | Q(membership__isnull=True, program__isnull=True)
                | Q(role__isnull=True, program__isnull=True),
                name="clients_lock_from_one_of_three",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency"], condition=Q(lifted_on__isnull=True), name="clients_lock_stands"
            ),
            models.Index(fields=["client", "-asked_on"], name="clients_lock_client"),
        ]

    @property
    def is_whole(self) -> bool:
        return self.part == EVERYTHING
