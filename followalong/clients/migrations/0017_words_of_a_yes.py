"""What a person was shown when they said yes, how they signed, and whether they have a copy."""

import django.db.models.deletion
from django.db import migrations, models

import followalong.core.db
from followalong.core.db import AgencyReference


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_cover_with_reason"),
        ("clients", "0016_rows_joined_to_a_person"),
    ]

    operations = [
        migrations.AddField("consent", "text_version", models.CharField(max_length=16, null=True)),
        migrations.AddField("consent", "language", models.CharField(max_length=8, null=True)),
        migrations.AddField("consent", "signed_name", models.TextField(null=True)),
        migrations.AddField("consent", "copy_given_on", models.DateField(null=True)),
        migrations.AddField(
            "consent",
            "asked_by",
            followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        AgencyReference("Consent", field="asked_by"),
    ]
