"""Everybody's own looks are found without reading the agency's record."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # So that nobody who writes waits while the index is built.
    atomic = False

    dependencies = [("audit", "0003_look_up_transactions")]

    operations = [
        AddIndexConcurrently(
            "event",
            models.Index(fields=["agency_id", "membership_id", "at"], name="audit_event_member_at"),
        ),
    ]
