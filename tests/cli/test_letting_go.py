"""Erase, bring an older backup back: the person is gone."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import environment, followalong, migrated

pytestmark = pytest.mark.unit
BEGIN = """
from followalong.cli.database import database
with database():
    from followalong.agencies.models import Membership, actor_of
    from followalong.clients.models import Client
    from followalong.core.db import acting_as
    from followalong.privacy.actions import agree_to_erasure, propose_erasure
    from tests.cast import Cast
"""
SEAL = """
    from followalong.agencies.tasks import seal_the_record
    seal_the_record(0)
"""
MAKE = """
    Cast.make()
"""
LET_GO = """
    from followalong.agencies.everywhere import at_work, known_agencies
    from followalong.clients.models import Enrolment, Referral
    from django.utils import timezone
    for pk in known_agencies():
        with at_work("clockmaker", pk):
            for ben in Client.objects.filter(family_name="Abara"):
                Enrolment.objects.filter(client=ben).update(exited_on=timezone.localdate())
                member = {one.role: one for one in Membership.objects.all()}
                told = {"client": ben, "reason": "ASKED", "basis": "They asked."}
                with acting_as(actor_of(member["privacy_officer"])) as priya:
                    erasure = propose_erasure(by=priya, **told)
                with acting_as(actor_of(member["agency_admin"])) as ana:
                    agree_to_erasure(by=ana, erasure=erasure)
"""


def run(state: Path, what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + what],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=environment(state),
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def found(state: Path, word: str) -> set[str]:
    """The tables that hold a word, as the owner of everything reads them."""
    with (
        EmbeddedPostgres(state) as server,
        psycopg.connect(server.admin_url("followalong")) as connection,
    ):
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        return {
            name
            for (name,) in tables
            if connection.execute(
                f'SELECT 1 FROM "{name}" t WHERE t::text ILIKE %s LIMIT 1', [f"%{word}%"]
            ).fetchone()
        }


def test_an_older_backup_does_not_bring_somebody_back(empty_state: Path) -> None:
    state = migrated(empty_state)
    run(state, MAKE + SEAL)
    older = state / "older.backup"
    assert followalong(state, "backup", older).returncode == 0
    assert "clients_client" in found(state, "Abara")
    run(state, LET_GO + SEAL)
    assert found(state, "Abara") == set()
    verified = followalong(state, "audit", "verify")
    assert verified.returncode == 0, verified.stdout

    done = followalong(state, "restore", "--replace", older)
    assert done.returncode == 0, done.stderr
    assert "now here too: 1 records" in done.stderr
    assert found(state, "Abara") == set() and "clients_client" in found(state, "Ledesma")

    (state / "let_go.jsonl").unlink()
    told = followalong(state, "restore", "--replace", older)
    assert told.returncode == 0 and "now here too: 1 records" in told.stderr
    followalong(state, "restore", "--replace", older)
    assert found(state, "Abara") == set()
