import django.db.models.deletion
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_role_of_the_sealer"),
        ("employers", "0005_contacts_to_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerPerson",
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
                ("name", models.CharField(max_length=120)),
                ("does", models.CharField(blank=True, max_length=120, null=True)),
                ("can_hire", models.BooleanField(null=True)),
                ("reach", models.CharField(blank=True, max_length=200, null=True)),
                ("known_how", models.CharField(blank=True, max_length=200, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="agencyemployer",
            name="approach",
            field=models.TextField(
                blank=True, null=True, verbose_name="How they like to be approached"
            ),
        ),
        migrations.AddField(
            model_name="agencyemployer",
            name="hires",
            field=models.TextField(blank=True, null=True, verbose_name="What they hire for"),
        ),
        migrations.AddField(
            model_name="agencyemployer",
            name="inclusion",
            field=models.TextField(
                blank=True, null=True, verbose_name="What helps people to fit in there"
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="fair_chance",
            field=models.CharField(blank=True, max_length=24, null=True),
        ),
        migrations.AddField(
            model_name="employer",
            name="phone",
            field=models.CharField(blank=True, max_length=40, null=True, verbose_name="Phone"),
        ),
        migrations.AddField(
            model_name="employersite",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="employerperson",
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
            model_name="employerperson",
            name="employer",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employers.agencyemployer",
            ),
        ),
        migrations.AddField(
            model_name="employerperson",
            name="known_by",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddIndex(
            model_name="employerperson",
            index=models.Index(fields=["employer", "name"], name="employers_person_employer"),
        ),
        AgencyTable("EmployerPerson"),
    ]
