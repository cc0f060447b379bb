from django.db import migrations, models

import followalong.core.ids
from followalong.core.db import AGENCY, AgencyTable

# As with seals: what happened outside every agency is read by the sealer alone. Only the owner
# adds a row, when a part of the record is let go.
OURS = f"agency_id = {AGENCY} OR (agency_id IS NULL AND current_setting('app.sealer', true) = 'on')"
ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_letgo
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_months")]

    operations = [
        migrations.CreateModel(
            name="LetGo",
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
                ("agency_id", models.UUIDField(null=True)),
                ("from_id", models.UUIDField()),
                ("to_id", models.UUIDField()),
                ("count", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=16)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "from_id"),
                        name="audit_letgo_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        AgencyTable("LetGo", using=OURS, grants="SELECT"),
        migrations.RunSQL(ONLY_GROWS, reverse_sql=migrations.RunSQL.noop),
    ]
