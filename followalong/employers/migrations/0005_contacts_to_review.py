"""Those that nobody has looked at yet are found by an index of their own."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("employers", "0004_contacts_reviewed")]

    operations = [
        AddIndexConcurrently(
            model_name="employercontact",
            index=models.Index(
                condition=models.Q(
                    ("disclosure_answer", "named_without_yes"), ("reviewed_on__isnull", True)
                ),
                fields=["agency", "-started_on", "-id"],
                name="employers_contact_to_review",
            ),
        ),
    ]
