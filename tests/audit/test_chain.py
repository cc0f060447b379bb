"""Whatever a superuser does to the record is named (standards.md AUD-04 and AUD-05)."""

import datetime as dt
import json
from collections import defaultdict

import psycopg
import pytest

from followalong.audit import kept_elsewhere
from followalong.audit.chain import points_of, sealed_rows
from followalong.audit.rules import Kind, link
from followalong.audit.signing import Signer
from followalong.audit.verifying import Answer, verify
from tests.audit.conftest import ADD, BEN, NAME, NORTH, SIGNER, Record, now

PLACE = "(SELECT id FROM audit_seal WHERE agency_id = %s AND seq = %s)"


def checked(record: Record, *, against: bool = False) -> Answer:
    kept = defaultdict(list)
    for point in record.told if against else ():
        kept[point.chain].append(point)
    with record.root.cursor() as cursor:
        return verify(cursor, SIGNER, kept)


def first(record: Record, *, against: bool = False) -> tuple[Kind, int, int]:
    fault = checked(record, against=against).faults[0]
    assert fault.chain == str(NORTH)
    return fault.kind, fault.first, fault.last


def test_an_untouched_record_holds(record):
    answer = checked(record, against=True)
    assert (answer.faults, answer.chains, answer.events) == ([], 2, 17)
    record.add(1)
    assert checked(record).not_sealed_yet == 1
    assert record.seal() is not None
    assert record.seal() is None, "nothing new, no checkpoint"


def test_what_an_open_transaction_wrote_is_not_passed_by(record):
    """It has an earlier number than what is sealed meanwhile waits for."""
    with psycopg.connect(record.app.info.dsn, password="app") as slow, slow.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        cursor.execute(ADD, ["00000000-0000-7000-8000-000000000001", now(), NORTH])
        record.add(1)
        assert record.seal() is None, "the later event waits for the earlier transaction"
        slow.commit()
    point = record.seal()
    assert point and (point.first, point.last) == (16, 17)
    assert checked(record).faults == []


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE audit_event SET role = 'intake' WHERE id = {PLACE}",
        f"UPDATE audit_event SET fields = '[]' WHERE id = {PLACE}",
        f"UPDATE audit_seen SET client_id = gen_random_uuid() WHERE event_id = {PLACE}",
        f"DELETE FROM audit_seen WHERE event_id = {PLACE}",
    ],
)
def test_a_change_is_named(record, attack, change):
    attack(change, NORTH, 7)
    assert first(record) == (Kind.MODIFIED, 7, 7)


def test_a_person_added_to_an_event_is_named(record, attack):
    attack(
        "INSERT INTO audit_seen (event_id, agency_id, client_id, at)"
        f" VALUES ({PLACE}, %s, gen_random_uuid(), now())",
        NORTH,
        3,
        NORTH,
    )
    assert first(record) == (Kind.MODIFIED, 3, 3)


def test_a_deletion_is_named(record, attack):
    attack(f"DELETE FROM audit_event WHERE id = {PLACE}", NORTH, 4)
    assert first(record) == (Kind.DELETED, 4, 4)


def test_a_deletion_with_its_seal_is_named(record, attack):
    attack(f"DELETE FROM audit_event WHERE id = {PLACE}", NORTH, 4)
    attack("DELETE FROM audit_seal WHERE agency_id = %s AND seq = 4", NORTH)
    assert first(record) == (Kind.DELETED, 4, 4)


def test_an_event_slipped_among_sealed_ones_is_named(record, attack):
    attack(ADD, "00000000-0000-7000-8000-00000000000a", now(), NORTH)
    attack("UPDATE audit_event SET tx = 1 WHERE id = '00000000-0000-7000-8000-00000000000a'")
    fault = checked(record).faults[0]
    assert (fault.kind, fault.event) == (Kind.INSERTED, "00000000-0000-7000-8000-00000000000a")


def test_an_event_slipped_into_the_chain_is_named(record, attack):
    pk = "00000000-0000-7000-8000-00000000000b"
    attack("UPDATE audit_seal SET seq = -seq - 1 WHERE agency_id = %s AND seq > 6", NORTH)
    attack("UPDATE audit_seal SET seq = -seq WHERE agency_id = %s AND seq < 0", NORTH)
    attack(ADD, pk, now(), NORTH)
    attack("INSERT INTO audit_seal VALUES (%s, %s, 7, '\\x00')", pk, NORTH)
    assert first(record) == (Kind.INSERTED, 7, 7)


def test_two_events_in_another_order_are_named(record, attack):
    attack("UPDATE audit_seal SET seq = -2 WHERE agency_id = %s AND seq = 2", NORTH)
    attack("UPDATE audit_seal SET seq = 2 WHERE agency_id = %s AND seq = 3", NORTH)
    attack("UPDATE audit_seal SET seq = 3 WHERE agency_id = %s AND seq = -2", NORTH)
    assert first(record) == (Kind.REORDERED, 2, 2)


def test_a_chain_made_anew_is_named_by_its_checkpoint(record, attack):
    """The forger knows the method, and lacks the key."""
    attack(f"UPDATE audit_event SET role = 'intake' WHERE id = {PLACE}", NORTH, 15)
    with record.root.cursor() as cursor:
        rows = list(sealed_rows(cursor, NORTH))
    anew = link(rows[13].hash, rows[14].line or b"")
    attack("UPDATE audit_seal SET hash = %s WHERE agency_id = %s AND seq = 15", anew, NORTH)
    assert first(record) == (Kind.MODIFIED, 11, 15)
    attack(
        "UPDATE audit_sealpoint SET root = %s WHERE agency_id = %s AND number = 3",
        anew.hex(),
        NORTH,
    )
    assert first(record) == (Kind.FORGED, 11, 15)


def test_a_checkpoint_signed_with_another_key_is_named(record, attack):
    with record.root.cursor() as cursor:
        point = points_of(cursor, NORTH)[1]
    forged = Signer(["not the worker's"]).sign(point)
    attack(
        "UPDATE audit_sealpoint SET key_id = %s, signature = %s"
        " WHERE agency_id = %s AND number = 2",
        forged.key_id,
        forged.signature,
        NORTH,
    )
    assert first(record) == (Kind.FORGED, 6, 10)


def test_an_end_cut_off_is_named(record, attack):
    attack("DELETE FROM audit_event WHERE id IN (SELECT id FROM audit_seal WHERE seq > 12)")
    attack("DELETE FROM audit_seal WHERE seq > 12")
    assert first(record) == (Kind.TRUNCATED, 13, 15)


def test_a_database_taken_back_is_seen_by_what_was_told_elsewhere(record, attack):
    """With its checkpoint the end is gone without a trace, but for the second place."""
    attack("DELETE FROM audit_event WHERE id IN (SELECT id FROM audit_seal WHERE seq > 10)")
    attack("DELETE FROM audit_seal WHERE seq > 10")
    attack("DELETE FROM audit_sealpoint WHERE number > 2")
    assert checked(record).faults == []
    assert first(record, against=True) == (Kind.TRUNCATED, 11, 15)


def test_a_truncated_record_is_seen_from_elsewhere(record, attack):
    attack("TRUNCATE audit_event, audit_seen, audit_seal, audit_sealpoint")
    assert {f.kind for f in checked(record, against=True).faults} == {Kind.TRUNCATED}


def test_a_clock_put_back_is_named(record):
    record.add(2)
    record.seal(at=now() - dt.timedelta(hours=1))
    assert first(record) == (Kind.CLOCK, 16, 17)


def test_an_event_with_the_time_of_another_day_is_named(record):
    with record.app.transaction(), record.app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
        pk = "00000000-0000-7000-8000-00000000000c"
        cursor.execute(ADD, [pk, now() - dt.timedelta(days=9), NORTH])
        cursor.execute(NAME, [pk, NORTH, BEN, now()])
    record.seal()
    assert first(record) == (Kind.CLOCK, 16, 16)


def test_a_chain_goes_on_in_a_database_brought_back_on_another_server(record):
    """There transactions are counted from the beginning; what was sealed stays sealed once."""
    record.root.execute("SET LOCAL session_replication_role = replica")
    record.root.execute("UPDATE audit_event SET tx = tx + 1000000000")
    record.root.execute("UPDATE audit_sealpoint SET horizon = horizon + 1000000000")
    record.root.commit()
    record.add(2)
    point = record.seal()
    assert point is not None and (point.first, point.last) == (16, 17)


@pytest.mark.parametrize("table", ["event", "seen", "seal", "sealpoint"])
@pytest.mark.parametrize("statement", ["DELETE FROM audit_{}", "TRUNCATE audit_{}"])
def test_not_even_a_superuser_changes_the_record_by_mistake(record, table, statement):
    with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
        record.root.execute(statement.format(table))
    record.root.rollback()


def test_the_second_place_only_grows_and_forgives_a_cut_last_line(tmp_path, record):
    path = tmp_path / "seals.jsonl"
    kept_elsewhere.append(path, record.told[:2])
    kept_elsewhere.append(path, record.told[2:])
    path.write_text(path.read_text() + '{"chain": "inst')
    kept = kept_elsewhere.read(path)
    assert kept[str(NORTH)] == record.told[1:]
    lines = path.read_text().splitlines()
    path.write_text("\n".join([json.dumps({"no": "point"}), *lines]))
    with pytest.raises(ValueError, match="line 1"):
        kept_elsewhere.read(path)
