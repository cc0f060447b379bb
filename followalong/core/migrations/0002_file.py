"""Files as sealed rows."""

from django.db import migrations, models

import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="File",
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
                ("agency_id", models.UUIDField()),
                ("label", models.CharField(default="NORMAL", editable=False, max_length=8)),
                ("media_type", models.CharField(max_length=90)),
                ("suffix", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField()),
                ("key_id", models.CharField(max_length=16)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__lte", 26214400)), name="core_file_not_too_large"
                    )
                ],
            },
        ),
        AgencyTable("File", grants="SELECT, INSERT"),
    ]
