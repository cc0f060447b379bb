"""The sealer finds what a chain has not taken yet."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # So that nobody who writes waits while the index is built.
    atomic = False

    dependencies = [("audit", "0002_seals")]

    operations = [
        AddIndexConcurrently(
            "event",
            models.Index(fields=["agency_id", "tx", "id"], name="audit_event_agency_tx"),
        ),
    ]
