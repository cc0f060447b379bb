"""What was said without a yes is looked at by the privacy officer."""

import django.db.models.deletion
from django.db import migrations, models

import followalong.core.db
from followalong.core.db import AgencyReference


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_cover_with_reason"),
        ("employers", "0003_unsigned_contacts"),
    ]

    operations = [
        migrations.AddField("employercontact", "reviewed_on", models.DateField(null=True)),
        migrations.AddField(
            "employercontact",
            "reviewed_by",
            followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        AgencyReference("EmployerContact", field="reviewed_by"),
    ]
