import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyReference, AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_shortcuts_and_edit_hours"),
        ("caseload", "0001_initial"),
        ("clients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
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
                ("group_id", models.UUIDField(null=True)),
                ("every", models.CharField(max_length=16)),
                ("first_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("written_to_on", models.DateField()),
                ("at", models.TimeField()),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("kind", models.CharField(max_length=24, null=True)),
                ("location", models.CharField(max_length=24, null=True)),
                ("title", models.TextField(null=True)),
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
        migrations.CreateModel(
            name="Snippet",
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
                ("name", models.CharField(max_length=24, verbose_name="Short name")),
                ("text", models.TextField(verbose_name="Text")),
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
            model_name="appointment",
            name="group_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="series_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="title",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="group_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="staff_minutes",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="series",
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
            model_name="series",
            name="client",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="enrolment",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="membership",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="series",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.series",
            ),
        ),
        migrations.AddField(
            model_name="snippet",
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
            model_name="snippet",
            name="membership",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            model_name="snippet",
            name="program",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.program",
            ),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(fields=["agency", "written_to_on"], name="caseload_series_written"),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(fields=["enrolment"], name="caseload_series_enrolment"),
        ),
        migrations.AddConstraint(
            model_name="snippet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("membership", "name"),
                name="caseload_snippet_one_a_name",
            ),
        ),
        AgencyTable("Series"),
        AgencyTable("Snippet"),
        AgencyReference("Appointment", field="series"),
    ]
