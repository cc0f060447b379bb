"""An index of a table in use, built while people work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("clients", "0013_counts_of_answers")]

    operations = [
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["agency", "owner"],
                condition=Q(decision__in=["pending", "waitlisted"]) | Q(decision__isnull=True),
                name="clients_referral_owned",
            ),
        ),
    ]
