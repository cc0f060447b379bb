"""F15 and F16 of the standards: a backup made while people save comes back whole, or not at all."""

import json
import time
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import followalong, migrated
from tests.faults.installation import each_once, goes_on, installed, saved_by, writing

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def copied():
    """A backup made during writes: its file, and what was saved before it began."""
    with installed() as running, writing(running) as writers:
        before = saved_by(writers)
        path = running.state.parent / "backup.zip"
        done = running.run("backup", "--unsealed", path)
        assert done.returncode == 0, done.stderr
        goes_on(writers)
        assert len(saved_by(writers)) > len(before), "nobody saved meanwhile"
        yield path, before, running


def test_a_backup_made_during_writes_comes_back_elsewhere_with_all_that_was_saved(
    copied, fresh_state
):
    path, before, running = copied
    elsewhere = fresh_state()

    done = followalong(elsewhere, "restore", path)

    assert done.returncode == 0, done.stderr
    running.environment["FOLLOWALONG_STATE"] = str(elsewhere)
    try:
        stored = running.ask("count")
    finally:
        running.environment["FOLLOWALONG_STATE"] = str(running.state)
    each_once(before, stored)
    report = json.loads(followalong(elsewhere, "doctor", "--json").stdout)
    wrong = {check["name"] for check in report["checks"] if not check["ok"]}
    what_a_machine_has = {"settings", "assets", "backups", "database disk"}
    assert wrong <= what_a_machine_has, report  # what came back is well


@pytest.fixture(scope="module")
def in_use(fresh_state) -> Path:
    """Another machine with a database; as each refusal changes nothing, one does for all."""
    return migrated(fresh_state())


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def one_bit_turned(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(bytes(whole))


def counted_wrongly(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        manifest, dump = json.loads(archive.read("manifest.json")), archive.read("database.dump")
    manifest["rows"]["public.caseload_contact"] += 1
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("database.dump", dump)
        archive.writestr("manifest.json", json.dumps(manifest))


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (cut_short, "is not a whole backup"),
        (one_bit_turned, "is not a whole backup"),
        (counted_wrongly, "public.caseload_contact"),
    ],
)
def test_a_damaged_backup_is_refused_with_its_cause_and_changes_nothing(
    copied, in_use, tmp_path, damage, cause
):
    path = tmp_path / "damaged.zip"
    path.write_bytes(copied[0].read_bytes())
    damage(path)

    done = followalong(in_use, "restore", "--replace", path)

    assert done.returncode == 2
    assert cause in done.stderr
    again = followalong(in_use, "doctor", "--json")
    checks = {check["name"]: check["ok"] for check in json.loads(again.stdout)["checks"]}
    assert checks["migrations"], "the database that was there is still there"


def test_serve_makes_a_backup_and_proves_it_by_itself(tmp_path):
    """Where a folder is named: nobody has to remember."""
    backups = tmp_path / "backups"
    backups.mkdir()
    with installed(FOLLOWALONG_BACKUPS=str(backups)) as running:
        reports = running.state / "drills"
        end = time.monotonic() + 300
        while not (reports.is_dir() and list(reports.glob("*Z.txt"))):
            assert time.monotonic() < end, "no drill was made"
            time.sleep(0.5)
        (backup,) = backups.iterdir()
        (report,) = reports.glob("*Z.txt")
        assert report.read_text().startswith(f"PROVED: a restore of {backup}")
        said = running.run("doctor").stdout
    assert f"ok       backups: the newest is {backup}" in said
    assert "ok       backups: one was brought back whole on" in said
