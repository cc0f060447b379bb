"""Check every chain from its first event to its last; name the first thing that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from followalong.audit.chain import (
    INSTALLATION,
    name_of,
    of_chain,
    points_of,
    sealed_rows,
    stones_of,
)
from followalong.audit.rules import (
    Checkpoint,
    Fault,
    Kind,
    Stone,
    Walk,
    faults_against,
    faults_of_checkpoints,
)
from followalong.audit.signing import Signer


@dataclass
class Answer:
    """What the check found: how much it read, and per chain what is wrong first."""

    chains: int = 0
    events: int = 0
    not_sealed_yet: int = 0
    let_go: list[Stone] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def verify(
    cursor: Any, signer: Signer, kept: Mapping[str, Sequence[Checkpoint]] | None = None
) -> Answer:
    """The whole record, read with eyes that see every agency (the owner's)."""
    kept = kept or {}
    answer = Answer()
    for agency_id in _chains(cursor, kept):
        name = name_of(agency_id)
        answer.chains += 1
        points = points_of(cursor, agency_id)
        told = kept.get(name, ())
        wrong = [
            *faults_of_checkpoints(points, map(signer.knows, points)),
            *faults_against(points, filter(signer.knows, told)),
        ]
        stones = stones_of(cursor, agency_id)
        wrong += [_unsigned(stone) for stone in stones if not signer.knows(stone)]
        answer.let_go += stones
        rows = sealed_rows(cursor, agency_id)
        walk = Walk(name, points, [stone for stone in stones if signer.knows(stone)])
        if fault := walk.over(rows):
            wrong.append(fault)
        # The rest is read too: a COPY that is broken off would end the transaction.
        answer.events += walk.passed - walk.gone + sum(1 for _row in rows)
        horizon = points[-1].horizon if points else 0
        late, waiting = _unsealed(cursor, agency_id, horizon)
        answer.not_sealed_yet += waiting
        wrong += [
            Fault(name, Kind.INSERTED, 0, 0, pk, "it stands among events that were sealed long ago")
            for pk in late
        ]
        answer.faults += sorted(wrong, key=lambda fault: fault.first or fault.last)
    return answer


def _unsigned(stone: Stone) -> Fault:
    says = f"what was let go on {stone.at} is not signed by a known key"
    return Fault(stone.chain, Kind.FORGED, 0, stone.last, says=says)


def _chains(cursor: Any, kept: Mapping[str, object]) -> list[UUID | None]:
    cursor.execute(
        "SELECT DISTINCT agency_id FROM audit_sealpoint"
        " UNION SELECT DISTINCT agency_id FROM audit_seal"
        " UNION SELECT DISTINCT agency_id FROM audit_event"
    )
    found = {row[0] for row in cursor.fetchall()}
    found |= {None if name == INSTALLATION else UUID(name) for name in kept}
    return sorted(found, key=name_of)


def _unsealed(cursor: Any, agency_id: UUID | None, horizon: int) -> tuple[list[str], int]:
    """Ids of events in no chain whose transaction says that they should be; how many may wait."""
    where, values = of_chain(agency_id, "e.")
    cursor.execute(
        "SELECT e.id, e.tx FROM audit_event e LEFT JOIN audit_seal s ON s.id = e.id"  # noqa: S608
        f" WHERE s.id IS NULL AND {where}",
        values,
    )
    rows = cursor.fetchall()
    # On a server that began anew, everything is younger than the chain's last horizon.
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    began_anew = cursor.fetchone()[0] < horizon
    late = [str(pk) for pk, tx in rows if tx < horizon and not began_anew]
    return late, len(rows) - len(late)
