"""Months of the record: made ahead by `serve`, missed by doctor, nothing stops without them."""

from pathlib import Path

import psycopg
import pytest

from followalong.cli.months import MonthsAhead
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import followalong, migrated

pytestmark = pytest.mark.unit
LATER = "SELECT tablename FROM pg_tables WHERE tablename ~ '^audit_.*_2[0-9]{3}_' ORDER BY 1"
ADD = """
INSERT INTO audit_event (id, at, actor_kind, role, action, purpose, outcome, subject_type, fields)
VALUES (gen_random_uuid(), now(), 'member', '', 'session.opened', '', 'done', '', '[]')
"""


def test_missing_months_are_told_and_made(empty_state: Path) -> None:
    state = migrated(empty_state)
    with EmbeddedPostgres(state) as server:
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as root:
            made = [name for (name,) in root.execute(LATER).fetchall()]
            for name in made:
                root.execute(f"DROP TABLE {name}")
            root.execute(ADD)
        told = followalong(state, "doctor").stdout
        assert "PROBLEM  months: 0 months of the record stand ready after this one" in told
        assert followalong(state, "migrate").returncode == 0
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as root:
            assert [name for (name,) in root.execute(LATER).fetchall()] == made
        assert "ok       months: 6 months" in followalong(state, "doctor").stdout


def test_serve_looks_now_and_then_and_only_as_the_owner(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("followalong.cli.migrating.make_months_ready", lambda: asked.append(1))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    months = MonthsAhead()
    months.look()
    assert not asked, "without the owner `migrate` does it"
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@127.0.0.1:1/none")
    months.look()
    months.look()
    assert asked == [1]
