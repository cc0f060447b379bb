"""audit verify as an operator runs it; the key that the web server never gets."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from followalong.cli.running import _web, _worker
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import environment, followalong

pytestmark = pytest.mark.unit
SEALS = "from followalong.agencies.tasks import seal_the_record; seal_the_record.func(0)"
SEAL = f"import django; django.setup(); {SEALS}"


def test_a_record_is_sealed_and_checked_and_a_change_is_named(installation: Path, tmp_path) -> None:
    with EmbeddedPostgres(installation) as server:  # noqa: SIM117 - the second needs the first
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as root:
            root.execute(
                "INSERT INTO audit_event (id, at, actor_kind, role, action, purpose, outcome,"
                " subject_type, fields) VALUES (gen_random_uuid(), now(), 'member', '',"
                " 'session.opened', '', 'done', '', '[]')"
            )
            seal(installation, server)
            held = followalong(installation, "audit", "verify", "--json")
            told = json.loads(held.stdout)
            assert (held.returncode, told["ok"], told["against"]) == (0, True, True), held.stderr
            assert told["events"] >= 1
            root.execute("SET session_replication_role = replica")
            root.execute("UPDATE audit_event SET role = 'supervisor'")
            changed = followalong(installation, "audit", "verify")
            assert changed.returncode == 1
            assert "MODIFIED  chain installation, place 1, event" in changed.stdout
            root.execute("TRUNCATE audit_event, audit_seal, audit_sealpoint")
            gone = followalong(installation, "audit", "verify")
            assert gone.returncode == 1
            assert "TRUNCATED AT THE END  chain installation, place 1" in gone.stdout
    (installation / "seals.jsonl").unlink()
    missing = followalong(installation, "audit", "verify", "--against", tmp_path / "none")
    assert missing.returncode == 2 and "can't be read" in missing.stderr


def seal(installation: Path, server: EmbeddedPostgres) -> None:

    secret = (installation / "secrets/app_password").read_text().strip()
    address = f"postgresql://followalong_app:{secret}@127.0.0.1:{server.port}/followalong"
    more = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "followalong.settings",
        "FOLLOWALONG_SEAL_KEYS": (installation / "secrets/seal_keys").read_text().strip(),
        "FOLLOWALONG_SEAL_COPY": str(installation / "seals.jsonl"),
    }
    done = subprocess.run(
        [sys.executable, "-c", SEAL],
        env=environment(installation, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_web_server_is_not_given_the_key(monkeypatch) -> None:
    monkeypatch.setenv("FOLLOWALONG_SEAL_KEYS", "a secret")
    arguments = argparse.Namespace(host="127.0.0.1", web_workers=1, threads=1)
    assert "FOLLOWALONG_SEAL_KEYS" not in _web(arguments, 8000).environment
    assert _worker().environment["FOLLOWALONG_SEAL_KEYS"] == "a secret"
