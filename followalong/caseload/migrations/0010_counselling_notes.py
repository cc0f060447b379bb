"""Notes of counselling sessions: a table of their own, apart from the rest of a record."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0010_what_is_locked_away"),
        ("caseload", "0009_private_notes"),
        ("clients", "0023_who_may_read_counselling_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="CounsellingNote",
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
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("NORMAL", "Normal"),
                            ("SUD", "Addiction program"),
                            ("LEGAL", "Legal history"),
                            ("PEER", "Peer's own note"),
                            ("LOCKED", "Locked at the person's wish"),
                        ],
                        default="NORMAL",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("held_on", models.DateField(verbose_name="Day of the session")),
                ("entered_at", models.DateTimeField()),
                ("sealed_words", models.TextField(editable=False)),
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
                    "client",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "enrolment",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.enrolment",
                    ),
                ),
                (
                    "follows",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.counsellingnote",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "everything",
                "indexes": [
                    models.Index(
                        fields=["client", "-entered_at", "-id"], name="caseload_counselling_client"
                    ),
                    models.Index(
                        condition=models.Q(("follows__isnull", False)),
                        fields=["follows"],
                        name="caseload_counselling_follows",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("label", "SUD")), name="caseload_counsellingnote_is_sud"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        AgencyTable("CounsellingNote"),
    ]
