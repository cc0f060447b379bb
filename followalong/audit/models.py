"""The record of every read, write and denial (standards.md AUD-01). Rows are only ever added."""

from django.db import models

from followalong.core.ids import uuid7


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

    class Meta:
        indexes = [models.Index(fields=["agency_id", "at"], name="audit_event_agency_at")]


class Seen(models.Model):
    """One client whom an event showed or touched: the client's own list reads from here."""

    event_id = models.UUIDField()
    agency_id = models.UUIDField()
    client_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "client_id", "at"], name="audit_seen_client_at"),
            models.Index(fields=["event_id"], name="audit_seen_event"),
        ]
