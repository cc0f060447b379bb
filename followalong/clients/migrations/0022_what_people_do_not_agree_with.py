"""What people say against an entry of their record, beside it."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0010_what_is_locked_away"),
        ("clients", "0021_what_a_yes_ended_with"),
    ]

    operations = [
        migrations.CreateModel(
            name="Disagreement",
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
                ("row_type", models.CharField(max_length=60)),
                ("row_id", models.UUIDField()),
                ("words", models.TextField()),
                ("way", models.CharField(max_length=12)),
                ("said_on", models.DateField()),
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
                    "written_by",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        null=True,
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
                    models.Index(fields=["row_id", "said_on"], name="clients_disagreement_row"),
                    models.Index(fields=["client", "-said_on"], name="clients_disagreement_client"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        AgencyTable("Disagreement"),
    ]
