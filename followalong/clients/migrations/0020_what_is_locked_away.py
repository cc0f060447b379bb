"""What people had locked away, from whom, and who sees it all the same."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0010_what_is_locked_away"),
        ("clients", "0019_emergency_looks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lock",
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
                ("part", models.CharField(max_length=12)),
                ("row_type", models.CharField(max_length=60, null=True)),
                ("row_id", models.UUIDField(null=True)),
                ("role", models.CharField(max_length=40, null=True)),
                (
                    "keepers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("words", models.TextField()),
                ("way", models.CharField(max_length=12)),
                ("asked_on", models.DateField()),
                ("lifted_on", models.DateField(editable=False, null=True)),
                ("lifted_words", models.TextField(null=True)),
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
                    "lifted_by",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "membership",
                    followalong.core.db.AgencyForeignKey(
                        db_index=False,
                        null=True,
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
                    models.Index(
                        condition=models.Q(("lifted_on__isnull", True)),
                        fields=["agency"],
                        name="clients_lock_stands",
                    ),
                    models.Index(fields=["client", "-asked_on"], name="clients_lock_client"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("keepers__len__gt", 0)),
                        name="clients_lock_somebody_keeps_seeing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("part", "entry"),
                                ("row_id__isnull", False),
                                ("row_type__isnull", False),
                            ),
                            models.Q(
                                models.Q(("part", "entry"), _negated=True),
                                ("row_id__isnull", True),
                                ("row_type__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="clients_lock_one_entry_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("membership__isnull", True), ("role__isnull", True)),
                            models.Q(("membership__isnull", True), ("program__isnull", True)),
                            models.Q(("program__isnull", True), ("role__isnull", True)),
                            _connector="OR",
                        ),
                        name="clients_lock_from_one_of_three",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        AgencyTable("Lock"),
    ]
