"""A record of the release before is divided by months; nothing of it changes."""

import uuid

from followalong.audit.verifying import verify
from tests.audit.conftest import ADD, NAME, NORTH, SIGNER, migrated_to, now, opened

WHOLE = """
SELECT e.*, (SELECT array_agg(s.* ORDER BY s.id) FROM audit_seen s WHERE s.event_id = e.id)
FROM audit_event e ORDER BY e.id
"""
ODD = uuid.UUID("ffffffff-0000-7000-8000-000000000001")


def state(record) -> tuple:
    with record.root.transaction(), record.root.cursor() as cursor:
        answer = verify(cursor, SIGNER)
        return answer.faults, answer.events, answer.chains, cursor.execute(WHOLE).fetchall()


def test_a_record_with_rows_is_divided_and_holds(server):
    with opened(server, "older", to="0004") as record:
        record.add(2, agency=None)
        record.seal(None)
        for _ in range(3):
            record.add(5)
            record.seal()
        with record.app.transaction(), record.app.cursor() as cursor:
            cursor.execute("SELECT set_config('app.agency', %s, true)", [str(NORTH)])
            cursor.execute(ADD, [ODD, now(), NORTH])
            cursor.execute(NAME, [ODD, NORTH, ODD, now()])
        record.seal()
        before = state(record)
        assert before[0] == [] and before[1] == 18
        migrated_to(server, "older")
        assert state(record) == before, "every row, and the chain over them"
        assert sorted(parts(record).values()) == [1, 17], "what is of no sensible time lies apart"
        record.add(3)
        point = record.seal()
        assert point and (point.first, point.last) == (17, 19), "the chain goes on"
        assert state(record)[0] == []
        numbers = [row[0] for row in record.root.execute("SELECT id FROM audit_seen").fetchall()]
        assert len(numbers) == len(set(numbers)) == 19, "numbers go on where they were"
        record.root.rollback()
        # Taken back and done again: the version before reads it, and dividing twice does nothing.
        migrated_to(server, "older", "0004")
        migrated_to(server, "older")
        assert state(record)[0] == []


def parts(record) -> dict[str, int]:
    counted = "SELECT tableoid::regclass::text, count(*) FROM audit_event GROUP BY 1"
    with record.root.transaction(), record.root.cursor() as cursor:
        return dict(cursor.execute(counted).fetchall())
