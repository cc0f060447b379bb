"""Looks at one person in an emergency, and what the privacy officer found."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_role_of_the_sealer"),
        ("clients", "0018_disclosure_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyLook",
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
                ("reason", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("began_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("review_by", models.DateField()),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("found", models.TextField(null=True)),
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
                    "membership",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "reviewed_by",
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
                    models.Index(
                        fields=["agency", "membership", "until"],
                        name="clients_emergencylook_member",
                    ),
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", True)),
                        fields=["agency", "review_by", "id"],
                        name="clients_emergencylook_wait",
                    ),
                    models.Index(
                        fields=["client", "began_at"], name="clients_emergencylook_client"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", models.F("began_at")),
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("began_at"),
                                    "+",
                                    models.Value(datetime.timedelta(seconds=10800)),
                                ),
                            ),
                        ),
                        name="clients_emergencylook_three_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_at__isnull", True), ("found__isnull", False), _connector="OR"
                        ),
                        name="clients_emergencylook_reviewed_in_words",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        AgencyTable("EmergencyLook"),
    ]
