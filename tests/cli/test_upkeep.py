"""doctor, backup, restore and setup-roles on real servers."""

import json
import os
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import followalong

pytestmark = pytest.mark.unit


def addresses(printed: str) -> dict[str, str]:
    return dict(re.findall(r"^(DATABASE_\w*URL)=(\S+)$", printed, re.MULTILINE))


def test_doctor_answers_in_json_and_nothing_else(installation: Path) -> None:
    done = followalong(installation, "doctor", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == (0 if report["ok"] else 1)
    by_name: dict[str, bool] = {}
    for check in report["checks"]:
        by_name[check["name"]] = by_name.get(check["name"], True) and check["ok"]
    expected = {"versions", "roles", "row-level security", "migrations", "disk", "mail", "clock"}
    assert {name for name, ok in by_name.items() if ok} >= expected
    assert {"settings", "assets"} <= set(by_name)


def test_doctor_finds_what_is_wrong(installation: Path) -> None:
    with EmbeddedPostgres(installation) as server:
        url = server.admin_url("followalong")
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("CREATE TABLE forgotten (id int)")
            admin.execute("ALTER TABLE clients_client NO FORCE ROW LEVEL SECURITY")
            admin.execute("ALTER ROLE followalong_report CREATEDB")
            admin.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        done = followalong(installation, "doctor", DATABASE_URL=server_url(server, installation))
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("DROP TABLE forgotten")
            admin.execute("ALTER TABLE clients_client FORCE ROW LEVEL SECURITY")
            admin.execute("ALTER ROLE followalong_report NOCREATEDB")
            admin.execute(
                "INSERT INTO django_migrations (app, name, applied)"
                " VALUES ('sessions', '0001_initial', now())"
            )
    assert done.returncode == 1, done.stderr
    for problem in (
        "forgotten lacks row-level security",
        "clients_client lacks FORCE",
        "followalong_report has rolcreatedb",
        "1 not applied (sessions.0001_initial",
    ):
        assert problem in done.stdout


def server_url(server: EmbeddedPostgres, state: Path) -> str:
    """The app role's address, as if the server were one's own."""
    password = (state / "secrets/app_password").read_text().strip()
    return f"postgresql://followalong_app:{password}@127.0.0.1:{server.port}/followalong"


def test_doctor_refuses_an_app_role_that_is_superuser(installation: Path) -> None:
    with EmbeddedPostgres(installation) as server:
        done = followalong(installation, "doctor", DATABASE_URL=server.admin_url("followalong"))
    assert done.returncode == 1
    assert re.search(r"PROBLEM +roles: .* as postgres, which is a superuser", done.stdout)


def test_a_backup_comes_back_on_another_machine(backup: Path, empty_state: Path) -> None:
    done = followalong(empty_state, "restore", backup)
    assert done.returncode == 0, done.stderr
    again = empty_state / "again.zip"
    assert followalong(empty_state, "backup", "--unsealed", again).returncode == 0
    first, second = (
        json.loads(zipfile.ZipFile(path).read("manifest.json")) for path in (backup, again)
    )
    assert first["rows"] == second["rows"]
    assert first["rows"]["public.core_installation"] == 1


def test_a_restore_never_overwrites_unasked_or_by_halves(backup: Path, empty_state: Path) -> None:
    assert followalong(empty_state, "restore", backup).returncode == 0
    done = followalong(empty_state, "restore", backup)
    assert (done.returncode, "--replace" in done.stderr) == (2, True)

    with EmbeddedPostgres(empty_state) as server:
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as admin:
            admin.execute("CREATE TABLE later AS SELECT 1 AS n")
            admin.execute("ALTER TABLE later OWNER TO followalong_owner")
        whole = backup.read_bytes()
        broken = empty_state / "broken.zip"
        broken.write_bytes(whole[: len(whole) // 2])
        assert followalong(empty_state, "restore", "--replace", broken).returncode == 2
        miscounted = empty_state / "miscounted.zip"
        _claim_one_more_row(backup, miscounted)
        refused = followalong(empty_state, "restore", "--replace", miscounted)
        assert (refused.returncode, "nothing was changed" in refused.stderr) == (2, True)
        with psycopg.connect(server.admin_url("followalong")) as admin:
            assert admin.execute("SELECT n FROM later").fetchall() == [(1,)]

        assert followalong(empty_state, "restore", "--replace", backup).returncode == 0
        with psycopg.connect(server.admin_url("followalong")) as admin:
            assert admin.execute("SELECT to_regclass('later')").fetchall() == [(None,)]


def _claim_one_more_row(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["rows"]["public.core_installation"] += 1
        new.writestr("database.dump", old.read("database.dump"))
        new.writestr("manifest.json", json.dumps(manifest))


def test_a_server_of_ones_own(
    backup: Path, empty_state: Path, own_server: EmbeddedPostgres
) -> None:
    """setup-roles prints the addresses; with them the commands need no embedded PostgreSQL."""
    made = followalong(empty_state, "setup-roles", DATABASE_ADMIN_URL=own_server.admin_url())
    assert made.returncode == 0, made.stderr
    urls = addresses(made.stdout)
    assert set(urls) == {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORT_URL"}
    passwords = [urlsplit(url).password or "" for url in urls.values()]
    assert len(set(passwords)) == 3
    for path in (path for path in empty_state.rglob("*") if path.is_file()):
        assert all(password not in path.read_text() for password in passwords)

    app_only = {"DATABASE_URL": urls["DATABASE_URL"]}
    empty = followalong(empty_state, "doctor", **app_only)
    assert (empty.returncode, "followalong migrate" in empty.stderr) == (2, True)

    assert followalong(empty_state, "restore", backup, **urls).returncode == 0
    report = json.loads(followalong(empty_state, "doctor", "--json", **app_only).stdout)
    wrong = {check["name"] for check in report["checks"] if not check["ok"]}
    assert wrong <= {"settings", "assets", "backups"}
    assert not (empty_state / "postgres").exists()

    again = followalong(empty_state, "setup-roles", "--admin-url", own_server.admin_url())
    assert "keep their passwords" in again.stderr
    assert all(urlsplit(url).password is None for url in addresses(again.stdout).values())
    assert os.environ.get("DATABASE_OWNER_URL") is None
