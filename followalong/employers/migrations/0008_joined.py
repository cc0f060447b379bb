"""Two rows for one business: one stands for both, and the pool hears of it."""

import django.db.models.deletion
from django.db import migrations, models

import followalong.core.db
import followalong.core.ids
from followalong.core.db import AgencyReference, PooledTable


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("employers", "0007_sites_by_employer"),
    ]

    operations = [
        migrations.CreateModel(
            name="SaidToBeOne",
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
                ("pool_id", models.UUIDField(editable=False)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="agencyemployer",
            name="same_as",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employers.agencyemployer",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="phone_key",
            field=models.CharField(editable=False, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="saidtobeone",
            name="employer",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employers.employer",
            ),
        ),
        migrations.AddField(
            model_name="saidtobeone",
            name="other",
            field=followalong.core.db.AgencyForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employers.employer",
            ),
        ),
        migrations.AddIndex(
            model_name="saidtobeone",
            index=models.Index(fields=["employer"], name="employers_said_employer"),
        ),
        migrations.AddIndex(
            model_name="saidtobeone",
            index=models.Index(fields=["other"], name="employers_said_other"),
        ),
        AgencyReference("AgencyEmployer", field="same_as"),
        PooledTable("SaidToBeOne"),
    ]
