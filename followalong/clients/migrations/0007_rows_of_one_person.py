"""Every row of one person is found from any of them; checked and built while people work."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("clients", "0006_possible_duplicates")]

    operations = [
        ValidateConstraint("client", "clients_client_not_same_as_itself"),
        AddIndexConcurrently(
            "client",
            models.Index(Coalesce("same_as", "id"), name="clients_client_person"),
        ),
    ]
