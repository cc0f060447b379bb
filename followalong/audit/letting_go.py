"""Let go of the oldest part of the record: the only way in which any of it leaves.

For each chain a signed stone stays: how many events, the place and hash of the last. Their seals
stay too, so the chain over them still holds; a part that is gone without a stone is named.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from followalong.audit.chain import instant, name_of
from followalong.audit.months import Month
from followalong.audit.partitions import DIVIDED, OTHERS_WAIT, months_there
from followalong.audit.rules import Stone
from followalong.audit.signing import Signer
from followalong.core.ids import uuid7

# Never sooner, whoever says so: HIPAA's documentation and accounting window (AUD-06).
LEAST_YEARS, USUAL_YEARS = 6, 10
FIRST_ID = UUID(int=0)
LAST_OF_CHAINS = """
SELECT s.agency_id, count(*), max(s.seq), (array_agg(encode(s.hash, 'hex') ORDER BY s.seq DESC))[1]
FROM {} e JOIN audit_seal s ON s.id = e.id GROUP BY s.agency_id
"""
KEEP = """
INSERT INTO audit_letgo
    (id, agency_id, from_id, to_id, count, last, root, by, at, key_id, signature)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
TELL = """
INSERT INTO audit_event (id, at, agency_id, actor_kind, role, action, purpose, outcome,
    subject_type, subject_id, fields, row_count)
VALUES (%s, %s, %s, 'service', 'sealer', 'record.let_go', '', 'done', 'audit.letgo', %s, '[]', %s)
"""


class NotSealed(Exception):
    """Events of the part are in no chain yet, so no stone could speak of them."""


@dataclass(frozen=True)
class Part:
    """The events from one id to before another; `until` is the month after it."""

    name: str
    from_id: UUID
    until: Month

    def is_over(self, years: int, now: dt.datetime) -> bool:
        """Its youngest event has been kept so long."""
        return self.until.after(12 * max(years, LEAST_YEARS)).starts <= now


def parts(cursor: Any) -> Iterator[Part]:
    """From the oldest on; what stands after the last month never goes."""
    months = months_there(cursor)
    cursor.execute("SELECT to_regclass('audit_event_before') IS NOT NULL")
    if cursor.fetchone()[0] and months:
        yield Part("before", FIRST_ID, months[0])
    for month in months:
        yield Part(f"{month.year:04d}_{month.number:02d}", month.least_id, month.after())


def let_go(cursor: Any, part: Part, *, signer: Signer, by: str, now: dt.datetime) -> list[Stone]:
    """Drop one part and leave its stones, as the owner, in the caller's transaction."""
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [OTHERS_WAIT])
    cursor.execute(f"LOCK TABLE {', '.join(DIVIDED)} IN ACCESS EXCLUSIVE MODE")
    _refuse_unsealed(cursor, part)
    cursor.execute(LAST_OF_CHAINS.format(f"audit_event_{part.name}"))
    stones = []
    for agency_id, count, last, root in cursor.fetchall():
        ids = (str(part.from_id), str(part.until.least_id))
        stone = Stone(name_of(agency_id), *ids, count, last, root, by, instant(now), "")
        stones.append(_keep(cursor, agency_id, signer.sign(stone), now))
    for table in DIVIDED:
        cursor.execute(f"DROP TABLE {table}_{part.name}")
    return stones


def _refuse_unsealed(cursor: Any, part: Part) -> None:
    cursor.execute(
        f"SELECT EXISTS (SELECT FROM audit_event_{part.name} e"  # noqa: S608
        " WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.id = e.id))"
    )
    if cursor.fetchone()[0]:
        raise NotSealed


def _keep(cursor: Any, agency_id: UUID | None, stone: Stone, now: dt.datetime) -> Stone:
    """The stone, and a word in the chain itself, which the sealer takes up."""
    pk = uuid7()
    cursor.execute(
        KEEP,
        [
            *(pk, agency_id, stone.from_id, stone.to_id, stone.count, stone.last, stone.root),
            *(stone.by, now, stone.key_id, stone.signature),
        ],
    )
    cursor.execute(TELL, [uuid7(), now, agency_id, pk, stone.count])
    return stone
