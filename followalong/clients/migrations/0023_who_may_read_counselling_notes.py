"""Which colleague a person lets read the notes of their counselling sessions."""

import django.db.models.deletion
from django.db import migrations

import followalong.core.db
from followalong.core.db import AgencyReference


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0010_what_is_locked_away"),
        ("clients", "0022_what_people_do_not_agree_with"),
    ]

    operations = [
        migrations.AddField(
            "consent",
            "reader",
            followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        AgencyReference("Consent", field="reader"),
    ]
