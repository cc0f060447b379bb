"""Tries of bringing a backup back."""

from django.db import migrations, models

import followalong.core.ids
from followalong.core.db import OpenTable


class Migration(migrations.Migration):
    dependencies = [("core", "0002_file")]

    operations = [
        migrations.CreateModel(
            name="RestoreDrill",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=followalong.core.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("backup_made_at", models.DateTimeField(null=True)),
                ("ok", models.BooleanField()),
                ("rows", models.PositiveBigIntegerField()),
                ("says", models.TextField()),
            ],
            options={"indexes": [models.Index(fields=["-at"], name="core_drill_at")]},
        ),
        OpenTable("RestoreDrill", grants="SELECT"),
    ]
