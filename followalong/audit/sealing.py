"""The sealer: puts what was written into its chain and signs how far it has come.

Rows are added by anybody at any time and nobody waits. A row is taken once its transaction is
older than every open one (the snapshot's horizon), so no row can still appear before it.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from followalong.audit.chain import EVENT, NAMED, instant, name_of, of_chain, points_of
from followalong.audit.rules import START, Checkpoint, link
from followalong.audit.signing import Signer
from followalong.core.ids import least_uuid7, uuid7

ONE_AT_A_TIME = 0x5EA1  # advisory lock, until the transaction ends
AT_ONCE = 5_000
# No transaction stays open so long; an id made in one is no older than that.
LONGEST_OPEN = dt.timedelta(days=31)
NO_TIME = least_uuid7(dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


def see_installation(cursor: Any) -> None:
    """Open what happened outside every agency, until the transaction ends."""
    cursor.execute("SELECT set_config('app.sealer', 'on', true)")


def seal(
    cursor: Any, agency_id: UUID | None, *, signer: Signer, now: dt.datetime
) -> Checkpoint | None:
    """Seal what one chain can take, in the caller's transaction. None: nothing new, or another
    sealer is at work. The transaction must be READ COMMITTED and see the chain's rows."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if not cursor.fetchone()[0]:
        return None
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    horizon = cursor.fetchone()[0]
    before = next(iter(points_of(cursor, agency_id, only_last=True)), None)
    # A database brought back on another server counts its transactions from the beginning.
    since = before.horizon if before and before.horizon <= horizon else 0
    seals = _link(cursor, agency_id, since, horizon, before)
    if not seals:
        return None
    point = signer.sign(
        Checkpoint(
            chain=name_of(agency_id),
            number=before.number + 1 if before else 1,
            first=seals[0][1],
            last=seals[-1][1],
            root=seals[-1][2].hex(),
            prev=before.root if before else START.hex(),
            horizon=horizon,
            at=instant(now),
            key_id="",
        )
    )
    _keep(cursor, agency_id, seals, point)
    return point


def _link(
    cursor: Any, agency_id: UUID | None, since: int, horizon: int, before: Checkpoint | None
) -> list[tuple[str, int, bytes]]:
    """(event, place, hash) of what is new, in the order of transactions and ids."""
    where, values = of_chain(agency_id, "e.")
    months, ids = _months(before)
    query = (
        f"COPY (SELECT {EVENT} FROM audit_event e LEFT JOIN LATERAL (SELECT {NAMED}"  # noqa: S608
        f" FROM audit_seen WHERE event_id = e.id AND {months.format('event_id')}"
        f" GROUP BY event_id) n ON true WHERE {months.format('e.id')}"
        f" AND {where} AND e.tx >= %s AND e.tx < %s"
        " AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.id = e.id)"
        " ORDER BY e.tx, e.id) TO STDOUT"
    )
    last, place = (bytes.fromhex(before.root), before.last) if before else (START, 0)
    seals = []
    with cursor.copy(query, [*ids, *ids, *values, since, horizon]) as copy:
        for block in copy:
            line = bytes(block).rstrip(b"\n")
            last, place = link(last, line), place + 1
            seals.append((line.partition(b"\t")[0].decode(), place, last))
    return seals


def _months(before: Checkpoint | None) -> tuple[str, list[UUID]]:
    """What narrows a table to the months in which something can be new, and ids of no sensible
    time: of ten years of months the sealer then opens two."""
    if before is None:
        return "{} IS NOT NULL", []
    return "({0} >= %s OR {0} < %s)", [least_uuid7(before.moment - LONGEST_OPEN), NO_TIME]


def _keep(
    cursor: Any, agency_id: UUID | None, seals: list[tuple[str, int, bytes]], point: Checkpoint
) -> None:
    for start in range(0, len(seals), AT_ONCE):
        ids, places, hashes = zip(*seals[start : start + AT_ONCE], strict=True)
        cursor.execute(
            "INSERT INTO audit_seal (id, agency_id, seq, hash)"
            " SELECT i, %s, p, h FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[]) AS r (i, p, h)",
            [agency_id, list(ids), list(places), list(hashes)],
        )
    cursor.execute(
        "INSERT INTO audit_sealpoint (id, agency_id, number, first, last, root, prev, horizon, at,"
        " key_id, signature) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            *(uuid7(), agency_id, point.number, point.first, point.last, point.root, point.prev),
            *(point.horizon, point.moment, point.key_id, point.signature),
        ],
    )
