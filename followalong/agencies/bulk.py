"""Many rows at once, under the same policies: COPY into a temporary table, then insert.

COPY straight into a table with row-level security is refused by PostgreSQL, and would be
refused here: the insert that follows is checked row by row against the agency's policy.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
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
    columns = [(field.attname, *_default(field, now)) for field in fields]
    json = [at for at, field in enumerate(fields) if isinstance(field, models.JSONField)]
    for row in rows:
        values = [
            row[name] if name in row else (make() if make else constant)
            for name, make, constant in columns
        ]
        for at in json:
            values[at] = None if values[at] is None else Jsonb(values[at])
        yield values


def _default(field: Any, now: datetime) -> tuple[Callable[[], Any] | None, Any]:
    """What a field holds when nothing is given: a function to ask each time, or a value."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return None, now
    if field.has_default():
        return (field.default, None) if callable(field.default) else (None, field.default)
    return None, "" if isinstance(field, models.CharField) and not field.null else None
