"""The clocks of a referral are found by it."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("caseload", "0005_every_clock")]

    operations = [
        AddIndexConcurrently(
            "clock",
            models.Index(
                fields=["subject_id"],
                condition=models.Q(("enrolment__isnull", True)),
                name="caseload_clock_referral",
            ),
        ),
    ]
