"""Bringing a history to a machine that has nothing yet, and taking it out again."""

import json
import shutil

import psycopg
import pytest

from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import followalong, new_state
from tests.exchange.packages import written


@pytest.fixture(autouse=True)
def frozen_clock() -> None:
    """Not here: processes start and stop in real time."""


def counted(state) -> int:
    """How many contacts PostgreSQL plans for; -1 where it never looked."""
    with (
        EmbeddedPostgres(state) as server,
        psycopg.connect(server.admin_url("followalong")) as admin,
    ):
        query = "SELECT reltuples::int FROM pg_class WHERE relname = 'caseload_contact'"
        return admin.execute(query).fetchone()[0]


def test_import_and_export_need_nothing_but_the_command(tmp_path):
    state = new_state()
    try:
        source = written(tmp_path / "in.zip")
        done = followalong(state, "import", source, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["new"]["contact"] == 2
        assert "Checking in.zip" in done.stderr
        assert counted(state) == 2, "the database knows at once how much came in"
        done = followalong(state, "export", tmp_path / "out.zip", "--agency", "nw", "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["rows"]["contact"] == 2
        done = followalong(state, "import", tmp_path / "out.zip", "--json")
        found = json.loads(done.stdout)
        assert done.returncode == 0 and found["new"] == found["changed"] == {}
    finally:
        shutil.rmtree(state, ignore_errors=True)
