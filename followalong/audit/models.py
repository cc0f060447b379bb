"""The record of every read, write and denial (standards.md AUD-01). Rows are only ever added."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast

from followalong.core.ids import uuid7


class Unread(models.BigIntegerField):
    """A number that the database writes and that is never asked back: whoever adds an event may
    not always read it (signing in happens outside every agency)."""

    db_returning = False

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, kwargs


class Event(models.Model):
    """One thing somebody did or was refused. It never holds what a record said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    agency_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    role = models.CharField(max_length=40)
    membership_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=10)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    row_count = models.IntegerField(null=True)
    request_id = models.UUIDField(null=True)
    # The transaction that wrote it: what is older than every open one can be sealed for good.
    tx = Unread(
        editable=False,
        db_default=Cast(
            Cast(
                models.Func(function="pg_current_xact_id", output_field=models.TextField()),
                models.TextField(),
            ),
            models.BigIntegerField(),
        ),
    )

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "at"], name="audit_event_agency_at"),
            models.Index(fields=["agency_id", "tx", "id"], name="audit_event_agency_tx"),
            models.Index(fields=["agency_id", "membership_id", "at"], name="audit_event_member_at"),
        ]


class Seen(models.Model):
    """One client whom an event showed or touched: the client's own list reads from here.

    In the database its key is (event_id, id), so that it lies in the event's month.
    """

    event_id = models.UUIDField()
    agency_id = models.UUIDField()
    client_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "client_id", "at"], name="audit_seen_client_at"),
        ]


class Seal(models.Model):
    """An event's place in its chain. Its id is the event's; only the sealer adds one."""

    id = models.UUIDField(primary_key=True, editable=False)
    # None: the chain of what happened outside every agency.
    agency_id = models.UUIDField(null=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "seq"], name="audit_seal_place", nulls_distinct=False
            )
        ]


class SealPoint(models.Model):
    """A signed checkpoint: how far a chain had come, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency_id = models.UUIDField(null=True)
    number = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    horizon = models.BigIntegerField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "number"], name="audit_sealpoint_number", nulls_distinct=False
            )
        ]


class LetGo(models.Model):
    """A signed stone: a part of the record was let go, and this is what stays of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency_id = models.UUIDField(null=True)
    from_id = models.UUIDField()
    to_id = models.UUIDField()
    count = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.CharField(max_length=64)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "from_id"], name="audit_letgo_once", nulls_distinct=False
            )
        ]
