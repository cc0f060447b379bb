"""An exit that says somebody died, brought in with a package, stops all that asks about them."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.clients import actions
from followalong.clients.models import Client, Enrolment, Stopped
from followalong.clients.tasks import stop_for_the_dead
from followalong.core.db import acting_as
from followalong.exchange.format import read_package
from followalong.exchange.load import load_package
from followalong.exchange.models import Batch
from followalong.exchange.undo import undo_batch
from tests.exchange.packages import on, written

PROGRAMS = [
    ("p1", "nw", "Northwind Works", "ips", "mental_health", None),
    ("p2", "nw", "Northwind Skills", "vocational_group", "mental_health", None),
]
OPEN = ("e1", "c1", "p1", "r1", "mo", on("2026-09-01"), None, None, None)
DIED = ("e2", "c1", "p2", None, None, on("2026-09-05"), None, on("2026-11-02"), "DIED")
LATER = ("e3", "c1", "p2", None, None, on("2026-11-10"), None, None, None)


@pytest.fixture
def bring(db, tmp_path):
    """Bring Bea in with these enrolments, and let the task that follows run."""

    def brought(name: str, *enrolments: tuple, run: bool = True) -> None:
        path = written(tmp_path / name, program=PROGRAMS, enrolment=list(enrolments))
        load_package(read_package(path), file_name=name)
        if run:
            stop_for_the_dead(str(agency()))

    return brought


def agency():
    ((pk, _source),) = known_agencies().items()
    return pk


def now() -> tuple:
    """When Bea died, and why each of her times in a program ended."""
    with acting_as(service_in("import", agency())):
        ends = Enrolment.objects.order_by("source_id").values_list("source_id", "exit_reason")
        return Client.objects.get(source_id="c1").died_on, dict(ends)


def undo(name: str) -> None:
    by = service_in("import", agency())
    with acting_as(by):
        undo_batch(by=by, batch=Batch.objects.get(file_name=name, state="stored"))


def test_everything_else_stops_after_the_import(bring):
    bring("one", OPEN, DIED, run=False)
    assert now() == (None, {"e1": None, "e2": "DIED"}), "an import stores what its package says"
    (job,) = ProcrastinateJob.objects.filter(task_name__endswith="stop_for_the_dead")
    stop_for_the_dead(**job.args)
    assert now() == (on("2026-11-02"), {"e1": "DIED", "e2": "DIED"})
    kept = Stopped.everything.count()
    stop_for_the_dead(**job.args)
    assert Stopped.everything.count() == kept, "twice is once"


def test_a_package_can_be_taken_back_with_the_death_it_told_of(bring):
    bring("one", OPEN)
    bring("two", OPEN, DIED)
    assert now()[0] == on("2026-11-02")
    undo("two")
    assert now() == (None, {"e1": None})
    bring("three", OPEN, DIED)
    assert now()[0] == on("2026-11-02"), "told anew"
    undo("three")
    undo("one")


def test_an_exit_put_right_at_the_source_gives_everything_back(bring):
    bring("one", OPEN, DIED)
    bring("two", OPEN, (*DIED[:8], "MOVED"))
    assert now() == (None, {"e1": None, "e2": "MOVED"})


def test_what_people_take_back_stays_taken_back(bring):
    bring("one", OPEN, DIED)
    by = service_in("clockmaker", agency())
    with acting_as(by):
        actions.take_back_death(by=by, client=Client.objects.get(source_id="c1"))
    stop_for_the_dead(str(agency()))
    assert now() == (None, {"e1": None, "e2": "DIED"})


def test_a_history_that_contradicts_itself_is_left_to_people(bring):
    bring("one", OPEN, DIED, LATER)
    assert now() == (None, {"e1": None, "e2": "DIED", "e3": None})
