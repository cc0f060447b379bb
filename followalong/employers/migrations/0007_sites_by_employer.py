"""The places of one employer are found by an index of their own."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("employers", "0006_sites_and_people")]

    operations = [
        AddIndexConcurrently(
            model_name="employersite",
            index=models.Index(fields=["pool_id", "employer"], name="employers_site_employer"),
        ),
    ]
