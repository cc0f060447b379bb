"""Bringing the tables up to this version, as the owner of the database."""

import os

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from psycopg import sql

from followalong.ops.errors import OperatorError


def reading_alias() -> str:
    """The owner where the command has it: the app role may not see everything yet."""
    return "owner" if "owner" in settings.DATABASES else "default"


def database_is_empty() -> bool:
    return not MigrationRecorder(connections[reading_alias()]).has_table()


def unapplied_migrations() -> list[str]:
    executor = MigrationExecutor(connections[reading_alias()])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Applied, but not in this version: the database is newer than the program."""
    loader = MigrationExecutor(connections[reading_alias()]).loader
    ours = {label for label, _ in loader.disk_migrations}
    return [
        f"{label}.{name}"
        for label, name in loader.applied_migrations
        if label in ours
        and (label, name) not in loader.graph.nodes
        and (label, name) not in loader.replacements
    ]


def migrate() -> None:
    """Apply what is missing; mark a new database for what it is, once and for all."""
    if "owner" not in settings.DATABASES:
        raise OperatorError("Set DATABASE_OWNER_URL: only the owner may change tables.")
    if unknown := unknown_migrations():
        raise OperatorError(
            f"The database is newer than this program (it has {unknown[0]}). Update the program."
        )
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    roles = [
        sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_{kind}") for kind in ("app", "report")
    ]
    with connections["owner"].cursor() as cursor:  # so that others can see what is applied
        cursor.execute(
            sql.SQL("GRANT SELECT ON django_migrations TO {}").format(sql.SQL(", ").join(roles))
        )
    make_months_ready()
    from followalong.core.installation import record_installation

    record_installation(is_demo=os.environ.get("FOLLOWALONG_DEMO") == "1")


def make_months_ready() -> list[str]:
    """Parts of the record for the months to come; only their owner can make them."""
    from followalong.audit.partitions import make_ready

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return [str(month) for month in make_ready(cursor, timezone.now())]
