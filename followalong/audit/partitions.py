"""The record's tables in the database, a part for each month, made as their owner.

`audit_event` and `audit_seen` lie in the same months. Before the first of them stands what was
written until the tables were divided; after the last what finds no month ready, so that a month
that nobody made never stops a write. A part has the policies, the trigger and the indexes of the
whole, and no rights of its own: it is read and written through the whole.
"""

import datetime as dt
from typing import Any

from django.conf import settings

from followalong.audit.months import Month, ready_by

# Table -> the column by which it is divided.
DIVIDED = {"audit_event": "id", "audit_seen": "event_id"}
OTHERS_WAIT = "5s"
MONTHS_THERE = """
SELECT right(c.relname, 7) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'audit_event'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY 1
"""
POLICIES = """
SELECT policyname, cmd, roles::text[], qual, with_check FROM pg_policies
WHERE schemaname = 'public' AND tablename = %s ORDER BY policyname
"""


def name_of(table: str, month: Month) -> str:
    return f"{table}_{month.year:04d}_{month.number:02d}"


def months_there(cursor: Any) -> list[Month]:
    """The months that have a part of their own, the earliest first."""
    cursor.execute(MONTHS_THERE)
    return [Month(*map(int, name.split("_"))) for (name,) in cursor.fetchall()]


def months_ahead(cursor: Any, now: dt.datetime) -> int:
    """How many months stand ready after this one, without a gap."""
    there = set(months_there(cursor))
    coming = [month in there for month in ready_by(now)][1:]
    return (*coming, False).index(False)


def make_ready(cursor: Any, now: dt.datetime) -> list[Month]:
    """Make the months that are missing from this one on, in the caller's transaction; what was
    written meanwhile without a month moves into its own. Those that were made."""
    there = months_there(cursor)
    # This month lies in the part before all when the tables are divided now.
    first = there[0] if there else Month.of(now).after()
    missing = [month for month in ready_by(now) if month >= first and month not in there]
    if not missing:
        return []
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [OTHERS_WAIT])
    behind = [month for month in _written_without(cursor, until=missing[-1]) if month >= first]
    missing = sorted({*missing, *(month for month in behind if month not in there)})
    for table in DIVIDED:
        if behind:
            _put_aside(cursor, table)
        for month in missing:
            _make(cursor, table, month)
        if behind:
            _bring_back(cursor, table)
    return missing


def _written_without(cursor: Any, until: Month) -> list[Month]:
    """The months of what stands after the last part. Ids of no sensible time stay there."""
    cursor.execute(
        "SELECT DISTINCT date_trunc('month', to_timestamp("
        " ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AT TIME ZONE"
        " 'UTC') FROM audit_event_after WHERE id < %s",
        [until.after().least_id],
    )
    return sorted(Month(moment.year, moment.month) for (moment,) in cursor.fetchall())


def _put_aside(cursor: Any, table: str) -> None:
    cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {table}_after")
    cursor.execute(f"ALTER TABLE {table}_after RENAME TO {table}_aside")
    make_part(cursor, table, f"{table}_after", "DEFAULT")


def _bring_back(cursor: Any, table: str) -> None:
    """Every row is there twice before one place of it goes."""
    columns = ", ".join(_columns(cursor, table))
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_aside")  # noqa: S608
    cursor.execute(f"DROP TABLE {table}_aside")


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped ORDER BY attnum",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _make(cursor: Any, table: str, month: Month) -> None:
    bounds = f"FROM ('{month.least_id}') TO ('{month.after().least_id}')"
    make_part(cursor, table, name_of(table, month), f"FOR VALUES {bounds}")


def make_part(cursor: Any, table: str, part: str, bounds: str) -> None:
    """Attached rather than made in place: who writes into other months need not wait."""
    cursor.execute(f"CREATE TABLE {part} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
    protect(cursor, part, like=table)
    cursor.execute(f"ALTER TABLE {table} ATTACH PARTITION {part} {bounds}")


def protect(cursor: Any, part: str, *, like: str) -> None:
    """The policies and the trigger of the whole; no right of its own to anybody."""
    prefix = settings.DATABASE_ROLE_PREFIX
    cursor.execute(f'REVOKE ALL ON {part} FROM "{prefix}_app", "{prefix}_report", PUBLIC')
    _copy_policies(cursor, like, part)
    cursor.execute(
        "SELECT FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'only_grows'", [part]
    )
    if cursor.fetchone() is None:
        cursor.execute(
            f"CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {part}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        )


def _copy_policies(cursor: Any, source: str, target: str) -> None:
    cursor.execute(f"ALTER TABLE {target} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    cursor.execute(POLICIES, [target])
    there = {name for name, *_rest in cursor.fetchall()}
    cursor.execute(POLICIES, [source])
    for name, command, roles, using, check in cursor.fetchall():
        if name in there:
            continue
        to = ", ".join(f'"{role}"' for role in roles)
        tests = "".join(
            f" {word} ({test})" for word, test in (("USING", using), ("WITH CHECK", check)) if test
        )
        cursor.execute(f'CREATE POLICY "{name}" ON {target} FOR {command} TO {to}{tests}')
