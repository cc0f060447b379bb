"""What every agency-owned row has, and the one way to read it."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from followalong.agencies.locks import bound
from followalong.agencies.prevents import LABELS, LOCK_BOX, Prevent
from followalong.core.actor import Actor
from followalong.core.ids import uuid7

NOBODY = Q(pk__in=[])
# The purpose of a page that shows somebody in an emergency (HL7 PurposeOfUse: break the glass).
EMERGENCY = "BTG"


class Label(models.TextChoices):
    """What a row is, for access: the database hides SUD rows from sessions not opened to them."""

    NORMAL = "NORMAL", "Normal"
    SUD = "SUD", "Addiction program"
    LEGAL = "LEGAL", "Legal history"
    PEER = "PEER", "Peer's own note"
    LOCKED = "LOCKED", "Locked at the person's wish"


class AgencyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor, purpose: str = "") -> Self:
        """The rows this actor may read for this purpose: tenant, relation, consent, labels.

        The model's `access_rule` answers with a Q by field name, and each of its `prevents` takes
        away from that; the database's policies say the same for tenant and SUD label, so a
        forgotten filter still leaks nothing.
        """
        if actor.agency_id is None:
            return self.none()
        actor, model = bound(actor), self.model
        left = [rows for prevent in model.prevents if (rows := prevent.left(actor, model))]
        opened = self.model.opened_to(actor, purpose)
        return self.filter(opened, *left, agency_id=actor.agency_id)

    def unlocked_for(self, actor: Actor) -> Self:
        """Rows beside one that passed the gate already: all but what is locked away."""
        left = LOCK_BOX.left(bound(actor), self.model)
        return self if left is None else self.filter(left)


class KeptManager(models.Manager.from_queryset(AgencyQuerySet)):  # type: ignore[misc]
    """The default manager: rows that were withdrawn as mistakes are not there."""

    def get_queryset(self) -> AgencyQuerySet:
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class AgencyModel(models.Model):
    """A row that belongs to one agency. Its migration must call AgencyTable (a guard checks)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", db_index=False, editable=False
    )

    # The column that says whom the row is about; None for rows about no client.
    client_column: ClassVar[str | None] = None
    # Who may read, as a Q by field name. Default deny, until the model's room says otherwise.
    access_rule: ClassVar[Callable[[Actor], Q]] = staticmethod(lambda actor: NOBODY)
    # What an emergency opens besides, to pages that are there for it: nothing, unless a room says.
    emergency_rule: ClassVar[Callable[[Actor], Q]] = staticmethod(lambda actor: NOBODY)
    # What keeps a row back that the rule would open.
    prevents: ClassVar[tuple[Prevent, ...]] = ()

    objects = AgencyQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def opened_to(cls, actor: Actor, purpose: str = "") -> Q:
        """What the rules open, before anything keeps a row back."""
        opened = cls.access_rule(actor)
        return opened | cls.emergency_rule(actor) if purpose == EMERGENCY else opened


class RecordModel(AgencyModel):
    """A row that can be exchanged, corrected and withdrawn, but never deleted by a screen."""

    source_id = models.CharField(max_length=64, null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.UUIDField(null=True, editable=False)
    withdrawn_why = models.CharField(max_length=40, blank=True, editable=False)

    objects = KeptManager()
    everything = models.Manager.from_queryset(AgencyQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "everything"


class LabelledModel(RecordModel):
    """A row about a client. The label follows the enrolment it belongs to."""

    label = models.CharField(
        max_length=8, choices=Label.choices, default=Label.NORMAL, editable=False
    )
    client_column = "client_id"
    prevents = LABELS
    # The part of a record that a lock on it shuts; empty for the part named like the room.
    lock_part: ClassVar[str] = ""

    class Meta:
        abstract = True
        base_manager_name = "everything"


def source_key(model: str) -> Any:
    """The constraint that keeps an imported id unique within its agency."""
    return models.UniqueConstraint(
        fields=["agency", "source_id"],
        condition=Q(source_id__isnull=False),
        name=f"{model}_source_id",
    )
