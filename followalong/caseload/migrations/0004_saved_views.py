import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("caseload", "0003_look_up_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
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
                ("source_id", models.CharField(editable=False, max_length=64, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_by", models.UUIDField(editable=False, null=True)),
                ("withdrawn_why", models.CharField(blank=True, editable=False, max_length=40)),
                ("is_shared", models.BooleanField(default=False)),
                ("is_default", models.BooleanField(default=False)),
                ("name", models.CharField(max_length=40, verbose_name="Name")),
                ("query", models.CharField(blank=True, max_length=500)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "membership",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "program",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everything",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_shared", True)),
                        fields=["agency", "program"],
                        name="caseload_savedview_shared",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("membership", "name"),
                        name="caseload_savedview_one_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True), ("withdrawn_at__isnull", True)),
                        fields=("membership",),
                        name="caseload_savedview_one_default",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        AgencyTable("SavedView"),
    ]
