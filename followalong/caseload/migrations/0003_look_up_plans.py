from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

# A unique index made beside those who work: a plain AddConstraint would hold them up.
ONCE_A_DAY = models.UniqueConstraint(
    fields=["series", "series_on"],
    condition=models.Q(("series__isnull", False), ("withdrawn_at__isnull", True)),
    name="caseload_appointment_once_a_day",
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("caseload", "0002_plans_that_come_back")]

    operations = [
        AddIndexConcurrently(
            "contact",
            models.Index(
                fields=["group_id"],
                condition=models.Q(("group_id__isnull", False)),
                name="caseload_contact_group",
            ),
        ),
        AddIndexConcurrently(
            "appointment",
            models.Index(
                fields=["group_id"],
                condition=models.Q(("group_id__isnull", False)),
                name="caseload_appointment_group",
            ),
        ),
        AddIndexConcurrently(
            "nextstep",
            models.Index(
                fields=["owner", "due_on"],
                condition=models.Q(("done_on__isnull", True)),
                name="caseload_nextstep_mine",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY caseload_appointment_once_a_day"
                    " ON caseload_appointment (series_id, series_on)"
                    " WHERE series_id IS NOT NULL AND withdrawn_at IS NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS caseload_appointment_once_a_day",
                )
            ],
            state_operations=[migrations.AddConstraint("appointment", ONCE_A_DAY)],
        ),
    ]
