"""Who is covered for is a dated tie of each person, with the arrangement it belongs to."""

import django.db.models.deletion
from django.db import migrations

import followalong.core.db
from followalong.core.db import AgencyReference


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_cover_with_reason"),
        ("clients", "0003_client_likeness_indexes"),
    ]

    operations = [
        migrations.AddField(
            "relation",
            "cover",
            followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.cover",
            ),
        ),
        AgencyReference("Relation", field="cover"),
    ]
