"""The chain in the database: how its rows are read, by the sealer and by whoever checks it.

Both read an event as the same line: its columns as COPY writes them, a tab between, the clients
it names at the end. A column added later goes after those, so that old lines stay what they were.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from followalong.audit.rules import Checkpoint, Sealed, Stone

# What happened outside every agency, such as signing in.
INSTALLATION = "installation"
_MICROS = "(extract(epoch FROM {0}) * 1000000)::bigint"
_AT = _MICROS.format("e.at")
NAMED = f"event_id, string_agg(client_id::text || '/' || agency_id::text || '/' || {_MICROS.format('at')}::text, ',' ORDER BY client_id, at) AS clients"  # noqa: E501
LINE = (
    "e.agency_id, e.actor_kind, e.role, e.membership_id, e.user_id, e.on_behalf_of, e.action,"
    " e.purpose, e.outcome, e.subject_type, e.subject_id, e.fields::text, e.row_count,"
    " e.request_id, n.clients"
)
# First what the check needs by itself; all of it from the event's id on is hashed.
EVENT = f"e.id, e.tx, {_AT}, {LINE}"
POINT = "number, first, last, root, prev, horizon, at, key_id, signature"


def of_chain(agency_id: UUID | None, alias: str = "") -> tuple[str, list[UUID]]:
    """The condition that narrows a table to one chain; an index answers it."""
    column = f"{alias}agency_id"
    return (f"{column} IS NULL", []) if agency_id is None else (f"{column} = %s", [agency_id])


def name_of(agency_id: UUID | None) -> str:
    return str(agency_id) if agency_id else INSTALLATION


def points_of(cursor: Any, agency_id: UUID | None, *, only_last: bool = False) -> list[Checkpoint]:
    """The chain's checkpoints in the order of their numbers."""
    where, values = of_chain(agency_id)
    order = "number DESC LIMIT 1" if only_last else "number"
    cursor.execute(f"SELECT {POINT} FROM audit_sealpoint WHERE {where} ORDER BY {order}", values)  # noqa: S608
    return [_point(name_of(agency_id), *row) for row in cursor.fetchall()]


def _point(
    chain: str, number: int, first: int, last: int, root: str, prev: str, *rest: Any
) -> Checkpoint:
    horizon, at, key_id, signature = rest
    told = (root, prev, horizon, instant(at), key_id, signature)
    return Checkpoint(chain, number, first, last, *told)


STONE = "from_id::text, to_id::text, count, last, root, by, at, key_id, signature"


def stones_of(cursor: Any, agency_id: UUID | None) -> list[Stone]:
    """What was let go of a chain, the earliest first; nothing in a backup of a version before."""
    cursor.execute("SELECT to_regclass('audit_letgo') IS NULL")
    if cursor.fetchone()[0]:
        return []
    where, values = of_chain(agency_id)
    cursor.execute(f"SELECT {STONE} FROM audit_letgo WHERE {where} ORDER BY from_id", values)  # noqa: S608
    return [_stone(name_of(agency_id), *row) for row in cursor.fetchall()]


def _stone(chain: str, from_id: str, to_id: str, count: int, last: int, *rest: Any) -> Stone:
    root, by, at, key_id, signature = rest
    return Stone(chain, from_id, to_id, count, last, root, by, instant(at), key_id, signature)


def instant(at: dt.datetime) -> str:
    """As it is signed."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def sealed_rows(cursor: Any, agency_id: UUID | None) -> Iterator[Sealed]:
    """Every seal of a chain with the event that stands there now."""
    where, values = of_chain(agency_id, "s.")
    query = (
        f"COPY (SELECT s.seq, encode(s.hash, 'hex'), s.id, {EVENT} FROM audit_seal s"  # noqa: S608
        " LEFT JOIN audit_event e ON e.id = s.id"
        f" LEFT JOIN (SELECT {NAMED} FROM audit_seen GROUP BY event_id) n ON n.event_id = e.id"
        f" WHERE {where} ORDER BY s.seq) TO STDOUT"
    )
    with cursor.copy(query, values) as copy:
        for block in copy:
            seq, digest, pk, line = bytes(block).rstrip(b"\n").split(b"\t", 3)
            event, tx, micros, _rest = line.split(b"\t", 3)
            is_gone = event == b"\\N"
            yield Sealed(
                int(seq),
                bytes.fromhex(digest.decode()),
                pk.decode(),
                0 if is_gone else int(tx),
                0 if is_gone else int(micros),
                None if is_gone else line,
            )
