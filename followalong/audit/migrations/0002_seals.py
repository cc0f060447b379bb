import django.db.models.functions.comparison
from django.db import migrations, models

import followalong.core.ids
from followalong.core.db import AGENCY, AgencyTable

# The chain of what happened outside every agency is read by the sealer alone.
OURS = f"agency_id = {AGENCY} OR (agency_id IS NULL AND current_setting('app.sealer', true) = 'on')"
READ_BY_SEALER = f"ALTER POLICY by_context ON audit_event USING ({OURS})"
ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_sealpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="tx",
            field=models.BigIntegerField(
                db_default=django.db.models.functions.comparison.Cast(
                    django.db.models.functions.comparison.Cast(
                        models.Func(function="pg_current_xact_id", output_field=models.TextField()),
                        models.TextField(),
                    ),
                    models.BigIntegerField(),
                ),
                editable=False,
            ),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField(null=True)),
                ("seq", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "seq"),
                        name="audit_seal_place",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealPoint",
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
                ("number", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("prev", models.CharField(max_length=64)),
                ("horizon", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=16)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "number"),
                        name="audit_sealpoint_number",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        AgencyTable("Seal", using=OURS, grants="SELECT, INSERT"),
        AgencyTable("SealPoint", using=OURS, grants="SELECT, INSERT"),
        migrations.RunSQL(READ_BY_SEALER, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_GROWS, reverse_sql=migrations.RunSQL.noop),
    ]
