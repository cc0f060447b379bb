"""What a page brought in is counted soon, by who may: the database's ways through its tables."""

import time
import uuid
from pathlib import Path

import psycopg
import pytest

from followalong.cli.statistics import Counting
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import migrated

pytestmark = pytest.mark.unit
COUNTED = "SELECT max(last_analyze) FROM pg_stat_user_tables WHERE relname = 'exchange_batch'"


def owner_url(state: Path, server: EmbeddedPostgres) -> str:
    secret = (state / "secrets/owner_password").read_text().strip()
    return f"postgresql://followalong_owner:{secret}@127.0.0.1:{server.port}/followalong"


def test_what_a_page_brought_in_or_took_out_is_counted_once(empty_state: Path) -> None:
    state = migrated(empty_state)
    with (
        EmbeddedPostgres(state) as server,
        psycopg.connect(server.admin_url("followalong"), autocommit=True) as root,
    ):
        counting, url = Counting(), owner_url(state, server)
        assert not counting.count_if_new(url), "what was there at the start is known"
        root.execute("SET session_replication_role = replica")
        names = root.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'exchange_batch'::regclass AND attnum > 0 AND attnotnull"
        ).fetchall()
        root.execute(add(names))
        assert counting.count_if_new(url)
        first = root.execute(COUNTED).fetchone()[0]
        assert first is not None
        assert not counting.count_if_new(url), "once"
        root.execute("UPDATE exchange_batch SET undone_at = now()")
        assert counting.count_if_new(url)
        assert root.execute(COUNTED).fetchone()[0] > first
    assert not counting.count_if_new(url), "a database that is away is asked again later"


EXAMPLES = {
    "uuid": f"'{uuid.UUID(int=7)}'",
    "jsonb": "'{}'",
    "timestamp with time zone": "now()",
    "integer": "0",
    "bigint": "0",
    "boolean": "false",
}


def add(names: list[tuple[str, str]]) -> str:
    values = ", ".join(EXAMPLES.get(kind, "''") for _name, kind in names)
    return (
        f"INSERT INTO exchange_batch ({', '.join(name for name, _kind in names)}) VALUES ({values})"
    )


def test_nobody_waits_while_it_counts(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@127.0.0.1:1/none")
    counting, asked = Counting(), []
    monkeypatch.setattr(counting, "count_if_new", lambda url: asked.append(url) or time.sleep(0.3))
    began = time.monotonic()
    counting.look()
    counting.look()
    assert time.monotonic() - began < 0.3
    counting._at_work.join()
    assert len(asked) == 1
    monkeypatch.delenv("DATABASE_OWNER_URL")
    counting._again_at = 0
    counting.look()
    assert len(asked) == 1, "without the owner the database counts by itself, in a minute"
