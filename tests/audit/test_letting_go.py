"""The oldest months go only with a stone; what goes without one is named (AUD-03, AUD-06)."""

import datetime as dt
from collections.abc import Iterator

import psycopg
import pytest
import time_machine

from followalong.audit import partitions
from followalong.audit.letting_go import LEAST_YEARS, NotSealed, let_go, parts
from followalong.audit.months import Month
from followalong.audit.rules import Kind
from followalong.audit.verifying import Answer, verify
from tests.audit.conftest import ADD, NORTH, SIGNER, Record, connected, now, opened
from tests.audit.test_months import written
from tests.conftest import NOW
from tests.environment import PREFIX


@pytest.fixture(scope="module")
def template(server) -> str:
    """A record whose first months are sealed, and what happened outside every agency."""
    with time_machine.travel(NOW, tick=False), opened(server, "aged") as record:
        record.add(2, agency=None)
        record.seal(None)
        for months in (1, 1, 2):
            written(record, Month.of(now()).after(months).starts)
            record.seal()
    return "aged"


@pytest.fixture
def aged(server, template) -> Iterator[Record]:
    """One of its own for each test: a month that is gone cannot be brought back."""
    with psycopg.connect(server.admin_url(), autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS one WITH (FORCE)")
        admin.execute(f"CREATE DATABASE one TEMPLATE {template} OWNER {PREFIX}_owner")
    with connected(server, "one") as record:
        yield record


def answer_of(record: Record) -> Answer:
    with record.root.transaction(), record.root.cursor() as cursor:
        return verify(cursor, SIGNER)


def as_owner(record: Record) -> psycopg.Connection:
    return psycopg.connect(record.app.info.dsn, user=f"{PREFIX}_owner", password="owner")


def go(record: Record, number: int) -> list:
    with as_owner(record) as owner, owner.cursor() as cursor:
        oldest = list(parts(cursor))[:number]
        told = {"signer": SIGNER, "by": "Ana", "now": now()}
        return [stone for part in oldest for stone in let_go(cursor, part, **told)]


def test_what_was_let_go_leaves_a_stone_and_the_record_holds(aged):
    before = answer_of(aged)
    assert (before.faults, before.events) == ([], 5)
    stones = go(aged, 2)  # what was written before the first month, and the first month
    told = {(stone.chain, stone.count, stone.last, stone.by) for stone in stones}
    assert (str(NORTH), 2, 2, "Ana") in told
    after = answer_of(aged)
    assert after.faults == []
    assert after.events == 5 - sum(stone.count for stone in stones)
    assert {*after.let_go} == {*stones}
    aged.seal()
    aged.add(1)
    aged.seal()
    assert answer_of(aged).faults == [], "the chain goes on, with the word that something went"
    with aged.root.transaction():
        words = "SELECT actor_kind, row_count FROM audit_event WHERE action = 'record.let_go'"
        assert ("service", 2) in aged.root.execute(words).fetchall()


@pytest.mark.parametrize("table", ["audit_event", "audit_seen"])
def test_a_month_dropped_without_a_stone_is_named(aged, table):
    month = Month.of(now()).after()
    aged.root.execute(f"DROP TABLE {partitions.name_of(table, month)}")
    aged.root.commit()
    fault = next(fault for fault in answer_of(aged).faults if fault.chain == str(NORTH))
    kind = Kind.DELETED if table == "audit_event" else Kind.MODIFIED
    assert (fault.kind, fault.first) == (kind, 1)


FORGERIES = {
    "UPDATE audit_letgo SET count = 1": "is not signed",
    "UPDATE audit_letgo SET by = 'somebody else'": "is not signed",
    "UPDATE audit_letgo SET to_id = 'ffffffff-0000-7000-8000-000000000000'": "is not signed",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_stone_made_larger_is_named(aged, forgery):
    go(aged, 2)
    aged.root.execute("SET session_replication_role = replica")
    aged.root.execute(forgery)
    aged.root.commit()
    faults = [fault for fault in answer_of(aged).faults if fault.chain == str(NORTH)]
    assert {fault.kind for fault in faults} == {Kind.FORGED, Kind.DELETED}
    assert FORGERIES[forgery] in " ".join(fault.says for fault in faults)


def test_a_stone_taken_away_is_named(aged):
    go(aged, 2)
    aged.root.execute("SET session_replication_role = replica")
    aged.root.execute("DELETE FROM audit_letgo")
    aged.root.commit()
    assert Kind.DELETED in {fault.kind for fault in answer_of(aged).faults}


def test_seals_taken_away_under_a_stone_are_named(aged):
    go(aged, 2)
    aged.root.execute("SET session_replication_role = replica")
    aged.root.execute("DELETE FROM audit_seal WHERE agency_id = %s AND seq = 1", [NORTH])
    aged.root.commit()
    assert {fault.kind for fault in answer_of(aged).faults} == {Kind.DELETED}


def test_nothing_goes_that_is_not_sealed(aged):
    with aged.app.transaction(), aged.app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        cursor.execute(ADD, ["00000000-0000-7000-8000-00000000000d", now(), NORTH])
    with pytest.raises(NotSealed):
        go(aged, 1)
    assert answer_of(aged).events == 5, "and nothing went"


def test_neither_the_app_nor_a_stranger_lets_go(aged):
    for statement in (
        f"DROP TABLE {partitions.name_of('audit_event', Month.of(now()).after())}",
        "INSERT INTO audit_letgo SELECT * FROM audit_letgo",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), aged.app.transaction():
            aged.app.execute(statement)


def test_a_part_is_over_when_its_last_day_was_kept_long_enough(aged):
    with as_owner(aged) as owner, owner.cursor() as cursor:
        first, second, *_rest = parts(cursor)
    end = first.until.starts
    assert not first.is_over(10, end.replace(year=end.year + 10) - dt.timedelta(seconds=1))
    assert first.is_over(10, end.replace(year=end.year + 10))
    assert not second.is_over(10, end.replace(year=end.year + 10))
    assert not first.is_over(1, end.replace(year=end.year + LEAST_YEARS - 1)), "six years at least"
