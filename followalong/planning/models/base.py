"""The living documents about a person. Each saving is a row; the latest of an entry stands."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey
from followalong.core.ids import uuid7


class Written(LabelledModel):
    """One version of one entry: who wrote it when. What was taken out ends in a version that is
    gone, so that what stood on any day can be read again."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    entry_id = models.UUIDField(default=uuid7)
    membership = AgencyForeignKey(Membership, null=True)
    written_at = models.DateTimeField()
    written_on = models.DateField()
    is_latest = models.BooleanField(default=True)
    is_gone = models.BooleanField(default=False)

    # What the record of changes calls it, and the columns that hold what was written.
    noun: ClassVar[str]
    written: ClassVar[tuple[str, ...]]
    # A person has one of it; and it is a part of the career profile.
    is_single: ClassVar[bool] = False
    is_profile: ClassVar[bool] = True

    class Meta(LabelledModel.Meta):
        abstract = True


def one_latest(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=list(fields or ("entry_id",)),
        condition=Q(is_latest=True, withdrawn_at__isnull=True),
        name=f"{name}_one_latest",
    )


def by_person(name: str) -> models.Index:
    return models.Index(fields=["client", "is_latest"], name=f"{name}_person")
