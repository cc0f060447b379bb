"""What was brought in, so that it can be repeated, compared and undone."""

from django.db import models

from followalong.agencies.base import AgencyModel
from followalong.core.ids import uuid7
from followalong.exchange import access


class Batch(AgencyModel):
    """One agency's part of one import. `package_id` joins the parts of the same import."""

    class State(models.TextChoices):
        STORED = "stored", "Stored"
        REFUSED = "refused", "Refused"
        DRY_RUN = "dry_run", "Dry run"
        UNDONE = "undone", "Undone"

    package_id = models.UUIDField(default=uuid7)
    file_name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    # What happened: counts per table, problems, notes, conflicts (ids and columns, no names).
    report = models.JSONField(default=dict)

    access_rule = staticmethod(access.batch)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="exchange_batch_made")]


class ImportedRow(AgencyModel):
    """The last imported values of one source row: what tells a change there from one here."""

    table = models.CharField(max_length=24)
    source_id = models.CharField(max_length=200)
    object_id = models.UUIDField()
    batch = models.UUIDField()
    values = models.JSONField()
    # The version of our row that this import left: a higher one was edited here since.
    version = models.PositiveIntegerField(default=1)
    # What undoing the batch gives back; empty where the batch made the row.
    previous = models.JSONField(null=True)

    access_rule = staticmethod(access.batch)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "table", "source_id"], name="exchange_importedrow_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "batch"], name="exchange_importedrow_batch")]
