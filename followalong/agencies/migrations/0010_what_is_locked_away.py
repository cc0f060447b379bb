"""Whether anybody at an agency ever had something locked away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0009_an_agency_s_directory"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="has_locks",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
