"""A backup is proved by bringing it back; one that can't be brought back is said to be so."""

import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import followalong
from tests.cli.test_file_keys import add_file, admin
from tests.cli.test_upkeep import _claim_one_more_row

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def sealed_backup(installation: Path, backup: Path) -> Iterator[Path]:
    """With a file of somebody in it, and looks on the record."""
    with EmbeddedPostgres(installation) as server:
        secret = (installation / "secrets/file_keys").read_text().strip()
        add_file(server.admin_url("followalong"), secret)
        path = installation / "sealed.backup"
        done = followalong(installation, "backup", path)
        assert done.returncode == 0, done.stderr
        yield path
        with admin(server) as connection:
            connection.execute("DELETE FROM core_file")
            connection.execute("DELETE FROM core_restoredrill")


def drilled(state: Path, path: Path, **more: str) -> tuple[int, dict]:
    done = followalong(state, "drill", "--json", path, **more)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def wrong(told: dict) -> str:
    return " ".join(one["says"] for one in told["checks"] if not one["ok"])


def test_a_whole_backup_is_proved_reported_and_shown(
    installation: Path, sealed_backup: Path
) -> None:
    code, told = drilled(installation, sealed_backup)
    assert (code, wrong(told)) == (0, "")
    said = {one["name"]: one["says"] for one in told["checks"]}
    assert set(said) == {"file", "rows", "references", "walls", "files", "record of looks", "page"}
    assert said["files"] == "1 files open with the keys that are here"
    assert "foreign keys hold" in said["references"]
    assert "nobody here goes along with anybody yet" in said["page"]
    report = Path(told["report"])
    assert report.read_text().startswith("PROVED: a restore of")
    assert report.stat().st_mode & 0o77 == 0
    assert "one was brought back whole on" in followalong(installation, "doctor").stdout


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda whole: whole[: len(whole) // 2], "cut short"),
        (lambda whole: whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:], "changed"),
    ],
)
def test_a_damaged_one_fails_loudly_and_is_remembered(
    installation: Path, sealed_backup: Path, tmp_path: Path, damage, cause: str
) -> None:
    path = tmp_path / "damaged.backup"
    path.write_bytes(damage(sealed_backup.read_bytes()))
    code, told = drilled(installation, path)
    assert code == 1 and cause in wrong(told)
    assert Path(told["report"]).read_text().startswith("NOT WHOLE")
    assert "PROBLEM  backups: the one tried on" in followalong(installation, "doctor").stdout


def test_the_wrong_key_of_the_backup_or_of_its_files_is_named(
    installation: Path, sealed_backup: Path, tmp_path: Path
) -> None:
    other = secrets.token_urlsafe(48)
    code, told = drilled(installation, sealed_backup, FOLLOWALONG_BACKUP_KEYS=other)
    assert code == 1 and "which is not here" in wrong(told)
    code, told = drilled(installation, sealed_backup, FOLLOWALONG_FILE_KEYS=other)
    assert code == 1 and "1 files do not open" in wrong(told)


def test_rows_that_are_missing_are_counted(
    installation: Path, backup: Path, tmp_path: Path
) -> None:
    _claim_one_more_row(backup, tmp_path / "miscounted.zip")
    code, told = drilled(installation, tmp_path / "miscounted.zip")
    assert code == 1 and "has not 2 rows" in wrong(told)


def test_a_record_that_was_changed_before_the_backup_is_found(
    installation: Path, backup: Path, tmp_path: Path
) -> None:
    """The drill reads the record as `audit verify` does: a checkpoint nobody signed is told."""
    with EmbeddedPostgres(installation) as server:
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as connection:
            connection.execute(
                "INSERT INTO audit_sealpoint (id, number, first, last, root, prev, horizon, at,"
                " key_id, signature) VALUES (gen_random_uuid(), 1, 1, 1, 'aa', '', 0, now(),"
                " 'nobody', 'aa')"
            )
        forged = tmp_path / "forged.zip"
        assert followalong(installation, "backup", "--unsealed", forged).returncode == 0
        code, told = drilled(installation, forged)
        with psycopg.connect(server.admin_url("followalong"), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # the record only grows
            connection.execute("DELETE FROM audit_sealpoint")
    assert code == 1 and "forged" in wrong(told)


def test_a_drill_that_cannot_run_says_so(installation: Path) -> None:
    done = followalong(installation, "drill", "/nowhere/copy")
    assert (done.returncode, "There is no /nowhere/copy." in done.stderr) == (2, True)
    shutil.rmtree(installation / "drills", ignore_errors=True)
