"""Many rows at once, under the same policies: COPY into a temporary table, then insert.

COPY straight into a table with row-level security is refused by PostgreSQL, and would be
refused here: the insert that follows is checked row by row against the agency's policy.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from psycopg.types.json import Jsonb


def insert(model: type[models.Model], rows: Sequence[dict[str, Any]], *, skip: str = "") -> int:
    """Insert rows of column values; what is not given takes the model's default.

    `skip` may be "ON CONFLICT DO NOTHING". Returns how many rows were inserted.
    """
    if not rows:
        return 0
    table = model._meta.db_table
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or "id" in rows[0]]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TEMP TABLE IF NOT EXISTS "copy_{table}"'
            f' (LIKE "{table}") ON COMMIT DROP; TRUNCATE "copy_{table}"'
        )
        with cursor.copy(f'COPY "copy_{table}" ({columns}) FROM STDIN') as copy:
            for values in _filled(fields, rows):
                copy.write_row(values)
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "copy_{table}" {skip}'  # noqa: S608
        )
        return cursor.rowcount


def _filled(fields: list[Any], rows: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    now = timezone.now()
    defaults = {}
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            defaults[field.attname] = lambda: now
        elif field.has_default():
            defaults[field.attname] = field.get_default
        else:
            empty = "" if isinstance(field, models.CharField) and not field.null else None
            defaults[field.attname] = lambda empty=empty: empty
    json = {f.attname for f in fields if isinstance(f, models.JSONField)}
    for row in rows:
        values = []
        for field in fields:
            name = field.attname
            value = row[name] if name in row else defaults[name]()
            values.append(Jsonb(value) if name in json and value is not None else value)
        yield values
