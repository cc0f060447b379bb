"""Who went along with somebody is asked for by person, each night for all whom anybody opened."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("clients", "0025_let_go_on")]

    operations = [
        AddIndexConcurrently(
            model_name="assignment",
            index=models.Index(fields=["client"], name="clients_assignment_client"),
        ),
    ]
