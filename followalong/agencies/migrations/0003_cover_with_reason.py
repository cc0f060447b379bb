"""Cover says why, and can be put right like any record."""

import django.db.models.manager
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_shortcuts_and_edit_hours")]

    operations = [
        migrations.AddField("cover", "reason", models.CharField(max_length=200, null=True)),
        migrations.AddField(
            "cover", "source_id", models.CharField(editable=False, max_length=64, null=True)
        ),
        migrations.AddField(
            "cover",
            "version",
            models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AlterField(
            "cover", "version", models.PositiveIntegerField(default=1, editable=False)
        ),
        migrations.AddField(
            "cover", "changed_at", models.DateTimeField(auto_now=True, db_default=Now())
        ),
        migrations.AlterField("cover", "changed_at", models.DateTimeField(auto_now=True)),
        migrations.AddField(
            "cover", "withdrawn_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField("cover", "withdrawn_by", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            "cover",
            "withdrawn_why",
            models.CharField(blank=True, db_default="", editable=False, max_length=40),
        ),
        migrations.AlterField(
            "cover",
            "withdrawn_why",
            models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AlterModelOptions("cover", {"base_manager_name": "everything"}),
        migrations.AlterModelManagers(
            "cover",
            [
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
    ]
