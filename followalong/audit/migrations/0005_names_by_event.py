"""The key that the table of names has once it is divided by months (the next migration)."""

from typing import Any

from django.db import migrations

MAKE = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS audit_seen_key ON audit_seen (event_id, id)"


def index(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT relkind FROM pg_class WHERE oid = 'audit_seen'::regclass")
        if cursor.fetchone()[0] != "p":  # divided, and taken back since: it has the key
            cursor.execute(MAKE)


class Migration(migrations.Migration):
    # So that nobody who writes waits while the index is built.
    atomic = False

    dependencies = [("audit", "0004_look_up_members")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
