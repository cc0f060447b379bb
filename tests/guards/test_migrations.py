"""Migrations: one line per room, a way back, and no long lock on a table in use."""

import io

import pytest
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation


@pytest.fixture(scope="module")
def ours() -> dict[tuple[str, str], migrations.Migration]:
    loader = MigrationLoader(None)
    return {
        key: migration
        for key, migration in loader.disk_migrations.items()
        if type(migration).__module__.startswith("followalong.")
    }


def fills(field: models.Field) -> bool:
    """True when the rows that are there must be given a value one by one."""
    return not field.null and field.db_default is models.NOT_PROVIDED


def locking(operations: list[Operation]) -> list[str]:
    """What would hold up everyone who works while the migration runs.

    A table made in the same migration is nobody's yet.
    """
    new = {op.name.lower() for op in operations if isinstance(op, migrations.CreateModel)}
    faults = []
    for op in operations:
        table = getattr(op, "model_name", "").lower()
        if not table or table in new:
            continue
        if type(op) is migrations.AddIndex:
            faults.append(f"{op.describe()}: use AddIndexConcurrently")
        if type(op) is migrations.AddConstraint:
            faults.append(f"{op.describe()}: use AddConstraintNotValid, then ValidateConstraint")
        if isinstance(op, migrations.AddField) and fills(op.field):
            faults.append(f"{op.describe()}: give it a db_default, or allow null")
        if isinstance(op, (migrations.RenameField, migrations.RemoveField)):
            faults.append(f"{op.describe()}: the running version still asks for the old name")
    return faults


def test_each_room_has_one_line_of_migrations(ours):
    leaves: dict[str, list[str]] = {}
    for app, name in MigrationLoader(None).graph.leaf_nodes():
        leaves.setdefault(app, []).append(name)
    split = {app: names for app, names in leaves.items() if len(names) > 1}
    assert not split, f"Renumber the later migration and let it depend on the other: {split}"
    merges = [
        key for key, m in ours.items() if len([d for d in m.dependencies if d[0] == key[0]]) > 1
    ]
    assert not merges, f"Put migrations in a line instead of merging: {merges}"


def test_every_migration_can_be_taken_back(ours):
    one_way = [
        f"{app}.{name}: {op.describe()}"
        for (app, name), migration in ours.items()
        for op in migration.operations
        if not op.reversible
    ]
    assert not one_way, f"Give them a reverse, or noop: {one_way}"


def test_no_migration_locks_a_table_in_use(ours):
    faults = [f"{key}: {fault}" for key, m in ours.items() for fault in locking(m.operations)]
    assert not faults, faults


def test_the_guard_knows_a_locking_migration():
    note = models.TextField()
    assert locking([migrations.AddField("job", "note", note)])
    assert locking([migrations.AddIndex("job", models.Index(fields=["title"], name="x"))])
    assert not locking([migrations.AddField("job", "note", models.TextField(null=True))])
    assert not locking(
        [
            migrations.CreateModel("Job", [("id", models.UUIDField(primary_key=True))]),
            migrations.AddField("job", "note", note),
        ]
    )


def test_no_migration_is_missing(db):
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, skip_checks=True, stdout=out)
    except SystemExit:
        pytest.fail(f"Run makemigrations and commit what it makes:\n{out.getvalue()}")
