"""Team meetings are planned and held here: guests, decisions, what was said about whom."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyReference, AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_role_of_the_matcher"),
        ("caseload", "0006_look_up_referral_clocks"),
        ("clients", "0013_counts_of_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingGuest",
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
                ("name", models.TextField()),
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
            name="MeetingNote",
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
                ("text", models.TextField(null=True)),
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
            model_name="meeting",
            name="at",
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="decisions",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_planned",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_weekly",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="program",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.program",
            ),
        ),
        migrations.AddField(
            model_name="meetingguest",
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
            model_name="meetingguest",
            name="meeting",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meetingnote",
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
            model_name="meetingnote",
            name="client",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="meetingnote",
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
            model_name="meetingnote",
            name="meeting",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meetingnote",
            name="membership",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            model_name="meetingnote",
            name="step",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.nextstep",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingguest",
            index=models.Index(fields=["meeting"], name="caseload_guest_meeting"),
        ),
        migrations.AddIndex(
            model_name="meetingnote",
            index=models.Index(fields=["meeting"], name="caseload_meetingnote_meeting"),
        ),
        migrations.AddIndex(
            model_name="meetingnote",
            index=models.Index(fields=["client"], name="caseload_meetingnote_client"),
        ),
        migrations.AddConstraint(
            model_name="meetingnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text__isnull", False), ("step__isnull", False), _connector="OR"
                ),
                name="caseload_meetingnote_says_something",
            ),
        ),
        AgencyTable("MeetingGuest"),
        AgencyTable("MeetingNote"),
        AgencyReference("Meeting", field="program"),
    ]
