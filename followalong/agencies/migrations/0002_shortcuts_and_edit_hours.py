from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="uses_shortcuts",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="program",
            name="contact_edit_hours",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
