"""Pairs of rows that may be one person; ties held through another row of the same person."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.manager
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_role_of_the_matcher"),
        ("clients", "0005_how_referrals_arrive"),
    ]

    operations = [
        migrations.CreateModel(
            name="PossibleDuplicate",
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
                (
                    "signs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("found_on", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        choices=[("same", "One person"), ("not_same", "Two people")],
                        max_length=8,
                        null=True,
                    ),
                ),
                ("decided_on", models.DateField(null=True)),
                ("reason", models.TextField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everything",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="relation",
            name="is_shared",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        AddConstraintNotValid(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(("same_as", models.F("id")), _negated=True),
                name="clients_client_not_same_as_itself",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicate",
            name="agency",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicate",
            name="client",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicate",
            name="decided_by",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicate",
            name="other",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddIndex(
            model_name="possibleduplicate",
            index=models.Index(
                condition=models.Q(("decision__isnull", True)),
                fields=["agency", "found_on"],
                name="clients_duplicate_open",
            ),
        ),
        migrations.AddIndex(
            model_name="possibleduplicate",
            index=models.Index(
                condition=models.Q(("decision__isnull", False)),
                fields=["agency", "-decided_on", "-id"],
                name="clients_duplicate_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="possibleduplicate",
            index=models.Index(fields=["other"], name="clients_duplicate_other"),
        ),
        migrations.AddConstraint(
            model_name="possibleduplicate",
            constraint=models.UniqueConstraint(
                fields=("client", "other"), name="clients_possibleduplicate_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="possibleduplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(("client__lt", models.F("other"))),
                name="clients_possibleduplicate_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="possibleduplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on__isnull", True), ("decision__isnull", True)),
                    models.Q(("decided_on__isnull", False), ("decision__isnull", False)),
                    _connector="OR",
                ),
                name="clients_possibleduplicate_decided_on",
            ),
        ),
        AgencyTable("PossibleDuplicate"),
    ]
