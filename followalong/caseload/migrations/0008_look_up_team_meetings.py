"""Meetings by day, the newest first; built while people work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("caseload", "0007_team_meetings")]

    operations = [
        AddIndexConcurrently(
            "meeting",
            models.Index(fields=["agency", "-held_on", "-id"], name="caseload_meeting_day"),
        ),
    ]
