"""What a monitor hears of what goes on behind the pages, and when it is told 503."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from followalong.core import disk
from followalong.core.models import RestoreDrill
from followalong.home import upkeep
from followalong.ops import nights
from followalong.ops.disk import Room

HOUR = 3600


def said(visitor) -> tuple[int, int, dict, list[str]]:
    """Status for whatever sends requests here, status for a monitor, what is told, what is late."""
    answer, watched = visitor.get("/readyz"), visitor.get("/readyz?upkeep")
    return answer.status_code, watched.status_code, answer.json()["upkeep"], answer.json()["late"]


ADD = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('q', %s, %s)"
EVENT = "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, %s)"


def run(sql: str, *values: object) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None


def task(name: str, *, ended: dt.timedelta | None = None, waits: dt.timedelta | None = None):
    """A task that ended well, or waits, for so long."""
    status, kind = ("todo", "deferred") if waits else ("succeeded", "succeeded")
    job = run(f"{ADD} RETURNING id", name, status)[0]
    run("DELETE FROM procrastinate_events WHERE job_id = %s", job)
    run(EVENT, job, kind, timezone.now() - (waits or ended or dt.timedelta()))


@pytest.fixture
def sealed(db):
    task(upkeep.SEALER, ended=dt.timedelta(seconds=40))


@pytest.fixture
def real(monkeypatch):
    """Not a demonstration: its backups matter."""
    monkeypatch.setattr(upkeep, "is_demo", lambda: False)


def test_all_is_well(visitor, sealed):
    both, watched, told, late = said(visitor)
    assert (both, watched, late) == (200, 200, [])
    assert told["seal"] == {"state": "well", "age": 40}
    assert told["queue"] == {"state": "well"}
    assert set(told) == {"backup", "drill", "queue", "seal", "disk"}


def test_a_sealer_that_does_not_seal_is_told_to_the_monitor_and_sends_nobody_away(visitor, db):
    assert said(visitor)[::3] == (200, ["seal"]), "never, so far"
    task(upkeep.SEALER, ended=dt.timedelta(minutes=6))
    both, watched, told, late = said(visitor)
    assert (both, watched, late) == (200, 503, ["seal"])
    assert told["seal"]["age"] == 360


def test_a_queue_that_stands_still_is_late(visitor, sealed):
    task("somebody.waits", waits=dt.timedelta(minutes=10))
    assert said(visitor)[1:4:2] == (200, [])
    task("somebody.waits.longer", waits=dt.timedelta(hours=1))
    both, watched, told, late = said(visitor)
    assert (watched, late, told["queue"]["age"]) == (503, ["queue"], HOUR)


def test_what_is_planned_for_later_does_not_wait(visitor, sealed):
    add = "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES"
    run(f"{add} ('q', 'tomorrow', %s)", timezone.now() + dt.timedelta(days=365))
    assert said(visitor)[2]["queue"] == {"state": "well"}


def test_backups_are_known_by_their_folder(visitor, sealed, real, settings, tmp_path):
    assert said(visitor)[2]["backup"] == {"state": "unknown"}, "somebody else may see to them"
    settings.BACKUPS = str(tmp_path)
    assert said(visitor)[1:4:2] == (503, ["backup"])
    made = timezone.now() - dt.timedelta(hours=5)
    (tmp_path / made.strftime(nights.NAME)).touch()
    assert said(visitor)[2]["backup"] == {"state": "well", "age": 5 * HOUR}
    (tmp_path / made.strftime(nights.NAME)).unlink()
    (tmp_path / (made - dt.timedelta(days=3)).strftime(nights.NAME)).touch()
    assert said(visitor)[3] == ["backup"]


@pytest.mark.parametrize(
    ("days", "ok", "late"), [(2, True, []), (9, True, ["drill"]), (2, False, ["drill"])]
)
def test_the_last_drill_is_told(visitor, sealed, owned_drill, days, ok, late):
    owned_drill(days=days, ok=ok)
    both, watched, told, found = said(visitor)
    assert (found, told["drill"]["age"]) == (late, days * 24 * HOUR)
    assert (both, watched) == (200, 503 if late else 200)


@pytest.fixture
def owned_drill(monkeypatch):
    """Only the owner writes one (cli.drill); here it is what the page would read."""

    def make(*, days: int, ok: bool) -> None:
        drill = RestoreDrill(at=timezone.now() - dt.timedelta(days=days), ok=ok, rows=1, says="")
        monkeypatch.setattr(upkeep, "last_drill", lambda: drill)

    return make


def test_an_installation_without_any_drill_has_eight_days(visitor, sealed, real, monkeypatch):
    for days, late in ((7, []), (9, ["drill"])):
        born = timezone.now() - dt.timedelta(days=days)
        monkeypatch.setattr(upkeep, "born_at", lambda born=born: born)
        assert said(visitor)[3] == late


def test_a_disk_that_fills_up_is_late_too(visitor, sealed, settings, monkeypatch):
    settings.DATABASE_DISK = "/somewhere"
    monkeypatch.setattr(disk, "room_at", lambda place: Room(81 << 20, 19 << 20))
    assert said(visitor)[::3] == (200, ["disk"])
    assert said(visitor)[1] == 503
