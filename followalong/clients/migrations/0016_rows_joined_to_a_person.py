"""Rows joined to a person are found by a plain column: an index that row security allows."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("clients", "0015_acknowledged_on")]

    operations = [
        AddIndexConcurrently(
            "client",
            models.Index(
                fields=["same_as"],
                condition=models.Q(same_as__isnull=False),
                name="clients_client_joined",
            ),
        ),
        RemoveIndexConcurrently("client", "clients_client_person"),
    ]
