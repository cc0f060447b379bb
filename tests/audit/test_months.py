"""The record lies by months; whatever month an event is of, it is written, kept and proved."""

import datetime as dt
import re
import uuid

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.audit import partitions
from followalong.audit.months import AHEAD, Month
from followalong.audit.verifying import verify
from followalong.core.ids import uuid7
from tests.audit.conftest import ADD, BEN, NAME, NORTH, SIGNER, Record, now
from tests.environment import PREFIX

PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass"


@given(moment=st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(9000, 1, 1)))
def test_an_id_lies_in_the_month_of_its_time(moment):
    at = moment.replace(tzinfo=dt.UTC)
    month = Month.of(at)
    assert month.least_id <= uuid7(at) < month.after().least_id
    assert month.after().after(-1) == month


def written(record: Record, at: dt.datetime) -> uuid.UUID:
    """An event whose id is of that time."""
    pk = uuid7(at)
    with record.app.transaction(), record.app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        cursor.execute(ADD, [pk, now(), NORTH])
        cursor.execute(NAME, [pk, NORTH, BEN, now()])
    return pk


def part_of(record: Record, pk: uuid.UUID, table: str = "audit_event") -> str:
    column = partitions.DIVIDED[table]
    where = f"SELECT tableoid::regclass::text FROM {table} WHERE {column} = %s"
    with record.root.transaction(), record.root.cursor() as cursor:
        return cursor.execute(where, [pk]).fetchone()[0]


def lines(record: Record) -> set[tuple]:
    with record.root.transaction(), record.root.cursor() as cursor:
        return set(cursor.execute("SELECT e.id, e.tx, e.at, e.role FROM audit_event e"))


@pytest.fixture
def owner(record: Record):
    with psycopg.connect(
        record.app.info.dsn, user=f"{PREFIX}_owner", password="owner"
    ) as connection:
        yield connection
        connection.rollback()


def test_this_month_and_the_next_stand_ready(record, owner):
    with owner.cursor() as cursor:
        assert partitions.months_ahead(cursor, now()) == AHEAD
        assert partitions.make_ready(cursor, now()) == [], "nothing to do twice"
    coming = Month.of(now()).after()
    pk = written(record, coming.starts)
    assert part_of(record, pk) == partitions.name_of("audit_event", coming)
    assert part_of(record, pk, "audit_seen") == partitions.name_of("audit_seen", coming)


def test_a_month_that_nobody_made_stops_no_write_and_is_put_right_later(record, owner):
    far = Month.of(now()).after(40)
    pk = written(record, far.starts + dt.timedelta(days=3))
    odd = uuid.UUID("ffffffff-0000-7000-8000-000000000001")
    with record.app.transaction(), record.app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        cursor.execute(ADD, [odd, now(), NORTH])
    assert part_of(record, pk) == "audit_event_after"
    before = lines(record)
    with owner.cursor() as cursor:
        made = partitions.make_ready(cursor, far.after().starts)
    assert far in made, "its month is made though it is over"
    owner.commit()
    assert part_of(record, pk) == partitions.name_of("audit_event", far)
    assert part_of(record, pk, "audit_seen") == partitions.name_of("audit_seen", far)
    assert part_of(record, odd) == "audit_event_after", "an id of no sensible time stays"
    assert lines(record) == before
    with record.root.cursor() as cursor:
        assert verify(cursor, SIGNER).faults == []


def test_no_part_can_be_read_or_changed_around_the_whole(record, owner):
    with record.root.cursor() as cursor:
        parts = [part for table in partitions.DIVIDED for (part,) in cursor.execute(PARTS, [table])]
        assert len(parts) >= 2 * (AHEAD + 2)
        for part in parts:
            whole = "audit_event" if part.startswith("audit_event") else "audit_seen"
            wanted = cursor.execute(partitions.POLICIES, [whole]).fetchall()
            assert len(wanted) == 2
            assert cursor.execute(partitions.POLICIES, [part]).fetchall() == wanted
            rights = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s"
            assert cursor.execute(rights, [part]).fetchone() == (True, True)
    for part in parts:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), record.app.transaction():
            record.app.execute(f"SELECT 1 FROM {part}")
        for statement in (f"DELETE FROM {part}", f"TRUNCATE {part}", f"UPDATE {part} SET at = at"):
            for who in (owner, record.root):
                with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
                    who.execute(statement)
                who.rollback()


MANY = """
INSERT INTO audit_event (id, at, agency_id, actor_kind, role, action, purpose, outcome,
    subject_type, fields, membership_id)
SELECT gen_random_uuid(), now() - n * interval '1 minute', %s, 'member', '', 'page.read', '',
    'done', '', '[]', %s FROM generate_series(1, 3000) n
"""
MANY_NAMED = """
INSERT INTO audit_seen (event_id, agency_id, client_id, at)
SELECT id, agency_id, md5((extract(minute FROM at))::text)::uuid, at FROM audit_event
WHERE agency_id IS NOT NULL
"""


@pytest.mark.parametrize(
    ("asked", "index", "parts"),
    [
        ("audit_event WHERE id = '{id}'", "audit_event_2026_12_pkey", 1),
        ("audit_seen WHERE event_id = '{id}'", "audit_seen_2026_12_pkey", 1),
        (
            "audit_event WHERE agency_id = '{north}' AND at > now() - interval '9 minutes'",
            "audit_event_after_agency_id_at_idx",
            None,
        ),
        (
            "audit_event WHERE agency_id = '{north}' AND membership_id = '{id}' AND at > now()",
            "audit_event_after_agency_id_membership_id_at_idx",
            None,
        ),
        (
            "audit_event WHERE agency_id = '{north}' AND tx >= 9 AND tx < 10",
            "audit_event_after_agency_id_tx_id_idx",
            None,
        ),
        (
            "audit_seen WHERE agency_id = '{north}' AND client_id = '{id}' ORDER BY at LIMIT 9",
            "audit_seen_after_agency_id_client_id_at_idx",
            None,
        ),
    ],
)
def test_what_is_asked_of_the_record_is_answered_by_indexes(record, asked, index, parts):
    """As the app role; what names an event looks into one month only."""
    month = Month.of(now()).after()
    pk = written(record, month.starts)
    index = index.replace("2026_12", f"{month.year}_{month.number:02d}")
    record.root.execute(MANY, [NORTH, pk])
    record.root.execute(MANY_NAMED)
    record.root.execute("ANALYZE audit_event_after, audit_seen_after")
    record.root.commit()
    with record.app.transaction(), record.app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        if parts:  # it has one row
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = cursor.execute("EXPLAIN SELECT * FROM " + asked.format(id=pk, north=NORTH))
        text = "\n".join(line for (line,) in plan)
    assert index in text, text
    if parts:
        assert len(set(re.findall(r" on (audit_\w+?_\d{4}_\d\d)\b", text))) == parts, text
        assert "_before" not in text and "_after" not in text, text
