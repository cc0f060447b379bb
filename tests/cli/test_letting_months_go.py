"""audit let-go as an operator runs it: what is over, what keeps it, what stays of it."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from followalong.audit.months import Month
from followalong.core.ids import uuid7
from followalong.ops.postgres import EmbeddedPostgres
from followalong.privacy.looks_kept import longest
from tests.cli.conftest import followalong, migrated
from tests.cli.test_record import seal

pytestmark = pytest.mark.unit
LONG_AGO = Month(2009, 12)
ADD = """
INSERT INTO audit_event (id, at, actor_kind, role, action, purpose, outcome, subject_type, fields)
VALUES (%s, now(), 'member', '', 'session.opened', '', 'done', '', '[]')
"""
HOLD = """
INSERT INTO privacy_legalhold (id, agency_id, label, version, changed_at, withdrawn_why, asked_by,
    why, from_on, written_by_id, lifted_on, lifted_by_id)
VALUES (%s, %s, 'NORMAL', 1, now(), '', 'A court', 'A claim', current_date, %s, %s, %s)
"""


def age(root: psycopg.Connection) -> None:
    """What was written before the months is of one month long ago."""
    for table in ("audit_event", "audit_seen"):
        name, bounds = f"{table}_2009_12", (LONG_AGO.least_id, LONG_AGO.after().least_id)
        root.execute(f"ALTER TABLE {table} DETACH PARTITION {table}_before")
        root.execute(f"ALTER TABLE {table}_before RENAME TO {name}")
        root.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {name}"
            f" FOR VALUES FROM ('{bounds[0]}') TO ('{bounds[1]}')"
        )
    root.execute(ADD, [uuid7(datetime(2009, 12, 24, tzinfo=UTC))])


def hold(root: psycopg.Connection, *, lifted: bool) -> None:
    somebody = uuid.uuid4()
    lift = ("2026-01-01", somebody) if lifted else (None, None)
    root.execute("SET session_replication_role = replica")
    root.execute("DELETE FROM privacy_legalhold")
    root.execute(HOLD, [uuid.uuid4(), somebody, somebody, *lift])
    root.execute("SET session_replication_role = DEFAULT")


def test_a_month_goes_by_name_once_nothing_holds_it_and_a_stone_stays(empty_state: Path) -> None:
    state = migrated(empty_state)
    with (
        EmbeddedPostgres(state) as server,
        psycopg.connect(server.admin_url("followalong"), autocommit=True) as root,
    ):
        assert "nothing is older" in followalong(state, "audit", "let-go").stdout
        age(root)
        asked = followalong(state, "audit", "let-go")
        assert asked.stdout == "Everything before 2010-01 was kept for 10 years.\n"
        assert "Nothing was changed" in asked.stderr

        unsealed = followalong(state, "audit", "let-go", "--by", "Ana Roy")
        assert unsealed.returncode == 2 and "are not sealed yet" in unsealed.stderr
        seal(state, server)
        hold(root, lifted=False)
        held = followalong(state, "audit", "let-go", "--by", "Ana Roy")
        assert held.returncode == 2 and "A legal hold stands" in held.stderr
        hold(root, lifted=True)

        root.execute("SET session_replication_role = replica")
        root.execute("UPDATE audit_event SET role = 'x'")
        changed = followalong(state, "audit", "let-go", "--by", "Ana Roy")
        assert changed.returncode == 2 and "The record does not hold (modified" in changed.stderr
        root.execute("UPDATE audit_event SET role = ''")
        root.execute("SET session_replication_role = DEFAULT")

        gone = followalong(state, "audit", "let-go", "--by", "Ana Roy")
        assert gone.returncode == 0, gone.stderr
        assert "Let go: 1 events of chain installation, up to place 1." in gone.stdout
        seal(state, server)
        told = followalong(state, "audit", "verify")
        assert told.returncode == 0, told.stdout
        assert "let go  chain installation: 1 events, on 20" in told.stdout
        assert "by Ana Roy" in told.stdout
        stones = json.loads(followalong(state, "audit", "verify", "--json").stdout)["let_go"]
        assert [(stone["count"], stone["by"]) for stone in stones] == [(1, "Ana Roy")]
        assert "nothing is older" in followalong(state, "audit", "let-go").stdout


def test_the_agency_that_keeps_it_longest_decides_and_six_years_are_the_least() -> None:
    north, south = uuid.uuid4(), uuid.uuid4()
    assert longest([], {}) == longest([north, south], {}) == 10, "unless somebody set another time"
    assert longest([north, south], {north: 12}) == 12
    assert longest([north, south], {north: 7}) == 10, "the other has the usual time"
    assert longest([north, south], {north: 7, south: 6}) == 7
    assert longest([north], {north: 2}) == 6
