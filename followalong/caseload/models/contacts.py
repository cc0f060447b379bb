"""Service contacts, what was added to them later, and texts still being typed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import AgencyModel, LabelledModel, source_key
from followalong.agencies.models import Membership
from followalong.caseload import access
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey


class Contact(LabelledModel):
    """Any dated service contact: a visit, a call, a message, a try without an answer.

    `started_at` is empty when only the date is known; `started_on` is the agency's local date,
    set once (house.md section 5). Empty columns mean unknown and stay so (measures.md U3).
    """

    membership = AgencyForeignKey(Membership)
    client = AgencyForeignKey(Client, null=True)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    started_at = models.DateTimeField(null=True)
    started_on = models.DateField()
    minutes = models.PositiveIntegerField(_("Minutes"), null=True)
    travel_minutes = models.PositiveIntegerField(null=True)
    mode = models.CharField(max_length=24, null=True)
    location = models.CharField(max_length=24, null=True)
    category = models.CharField(max_length=24, null=True)
    two_way = models.BooleanField(null=True)
    note = models.TextField(null=True)
    entered_at = models.DateTimeField(null=True)
    # What happened to several people at once has one group, and the worker's time stands in its
    # contacts once: `minutes` is how long it was for the person, `staff_minutes` the part of the
    # worker's time that stands here. Empty means the same as `minutes` (ADR 11).
    group_id = models.UUIDField(null=True)
    staff_minutes = models.PositiveIntegerField(null=True)
    # A peer's own note is for the peer alone, whatever the law's label on it is beside.
    is_private = models.BooleanField(default=False, db_default=False, editable=False)

    access_rule = staticmethod(access.contact)
    emergency_rule = staticmethod(access.emergency_contact)
    prevents = (*LabelledModel.prevents, access.PEERS_OWN)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("caseload_contact"),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=True) | Q(client__isnull=False),
                name="caseload_contact_enrolment_has_client",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-started_on", "-id"], name="caseload_contact_client"),
            models.Index(
                fields=["enrolment", "-started_on", "-id"], name="caseload_contact_enrolment"
            ),
            models.Index(
                fields=["membership", "-started_on", "-id"], name="caseload_contact_member"
            ),
            models.Index(
                fields=["group_id"],
                condition=Q(group_id__isnull=False),
                name="caseload_contact_group",
            ),
        ]


class Addendum(LabelledModel):
    """Words added to a contact after its edit window. The first text stays as it was."""

    contact = AgencyForeignKey(Contact, related_name="addenda")
    client = AgencyForeignKey(Client, null=True)
    membership = AgencyForeignKey(Membership)
    written_at = models.DateTimeField()
    note = models.TextField()
    # As the contact's.
    is_private = models.BooleanField(default=False, db_default=False, editable=False)

    access_rule = staticmethod(access.contact)
    prevents = (*LabelledModel.prevents, access.PEERS_OWN)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["contact"], name="caseload_addendum_contact")]


class Draft(AgencyModel):
    """A text being typed, kept as typed until it is saved as what it becomes."""

    membership = AgencyForeignKey(Membership)
    key = models.CharField(max_length=80)
    text = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    access_rule = staticmethod(access.own)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "key"], name="caseload_draft_one_a_form")
        ]
