"""Indexes of a table in use, built while people work."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("clients", "0002_client_likeness")]

    operations = [
        AddIndexConcurrently(
            "client",
            django.contrib.postgres.indexes.GinIndex(
                fields=["name_sounds"], name="clients_client_sounds"
            ),
        ),
        AddIndexConcurrently(
            "client",
            models.Index(fields=["agency", "born_on"], name="clients_client_born"),
        ),
        AddIndexConcurrently(
            "client",
            models.Index(
                models.F("agency"),
                django.db.models.functions.text.Right("phone_key", 7),
                name="clients_client_phone",
            ),
        ),
    ]
