"""What the chain over the audit record proves: pure, over lines and signed checkpoints.

Each sealed event has a place in its chain and the hash SHA-256(hash before it || its line). A
checkpoint tells how far the chain had come at a time, and is signed. The chain of an agency is
its own; what happened outside every agency has one more.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256

START = bytes(32)
# An event is written when its transaction ends; an import of years takes hours.
LONGEST_TRANSACTION = dt.timedelta(hours=6)
# Two machines' clocks agree to within this.
CLOCKS_APART = dt.timedelta(minutes=5)


class Kind(StrEnum):
    MODIFIED = "modified"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated at the end"
    CLOCK = "clock rolled back"
    FORGED = "checkpoint forged"


@dataclass(frozen=True)
class Checkpoint:
    """How far one chain had come; `horizon` is the transaction before which all are in it."""

    chain: str
    number: int
    first: int
    last: int
    root: str
    prev: str
    horizon: int
    at: str
    key_id: str
    signature: str = ""

    @property
    def said(self) -> bytes:
        """What is signed."""
        return said(self)

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Stone:
    """What stays where a part of the record was let go: of how many events of one chain, with ids
    from one to before another, and the place and hash of the last of them."""

    chain: str
    from_id: str
    to_id: str
    count: int
    last: int
    root: str
    by: str
    at: str
    key_id: str
    signature: str = ""

    @property
    def said(self) -> bytes:
        """What is signed."""
        return said(self)

    def covers(self, event: str) -> bool:
        return self.from_id <= event < self.to_id


def said(told: "Checkpoint | Stone") -> bytes:
    parts = asdict(told)
    del parts["signature"]
    return "\n".join(f"{name}={value}" for name, value in parts.items()).encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """One event in its place: what was sealed, and what stands there now."""

    seq: int
    hash: bytes
    id: str
    tx: int
    micros: int
    # None when the event is gone.
    line: bytes | None

    def follows(self, before: bytes) -> bool:
        return self.line is not None and link(before, self.line) == self.hash


@dataclass(frozen=True)
class Fault:
    """What is wrong first in a chain; `first` and `last` are places in it."""

    chain: str
    kind: Kind
    first: int
    last: int
    event: str = ""
    says: str = ""


def link(before: bytes, line: bytes) -> bytes:
    return sha256(before + line).digest()


def faults_of_checkpoints(points: Sequence[Checkpoint], signed: Iterable[bool]) -> Iterator[Fault]:
    """Checkpoints in the order of their numbers; `signed` says of each whether its key did."""
    before: Checkpoint | None = None
    for number, (point, is_signed) in enumerate(zip(points, signed, strict=True), 1):
        there = (point.chain, Kind.FORGED, point.first, point.last)
        number_before = before.last if before else 0
        prev = before.root if before else START.hex()
        if not is_signed:
            yield Fault(*there, says=f"checkpoint {point.number} is not signed by a known key")
        elif (point.number, point.first, point.prev) != (number, number_before + 1, prev):
            yield Fault(*there, says=f"checkpoint {point.number} does not follow the one before")
        elif before and point.moment < before.moment:
            yield Fault(
                point.chain,
                Kind.CLOCK,
                point.first,
                point.last,
                says=f"checkpoint {point.number} is of {point.at}, the one before of {before.at}",
            )
        before = point


def faults_against(points: Sequence[Checkpoint], kept: Iterable[Checkpoint]) -> Iterator[Fault]:
    """What was told to a second place is here too, and says the same."""
    here = {point.number: point for point in points}
    for told in kept:
        mine = here.get(told.number)
        if mine is None:
            yield Fault(
                told.chain,
                Kind.TRUNCATED,
                told.first,
                told.last,
                says=f"checkpoint {told.number} of {told.at} was kept elsewhere and is not here",
            )
        elif (mine.first, mine.last, mine.root) != (told.first, told.last, told.root):
            yield Fault(
                told.chain,
                Kind.FORGED,
                told.first,
                told.last,
                says=f"checkpoint {told.number} was kept elsewhere with another root",
            )


class Walk:
    """One pass over a chain's rows, in the order of their places, to its first fault."""

    def __init__(
        self, chain: str, points: Sequence[Checkpoint], stones: Sequence[Stone] = ()
    ) -> None:
        self.chain = chain
        # How many events each stone was found to speak of, and the last of them.
        self.let_go: dict[Stone, tuple[int, int, str]] = dict.fromkeys(stones, (0, 0, ""))
        self.points = iter(points)
        self.point = next(self.points, None)
        self.expected = 1
        self.before, self.before_that = START, START
        # The latest moment at which rows of this checkpoint may have begun to be written.
        self.not_before = 0
        self.passed = 0

    @property
    def gone(self) -> int:
        """How many were let go, of those passed."""
        return sum(count for count, _last, _root in self.let_go.values())

    def over(self, rows: Iterable[Sealed]) -> Fault | None:
        earlier: Sealed | None = None
        coming = iter(rows)
        for row in coming:
            self.passed += 1
            fault = (
                self._in_place(row)
                or (row.line and (self._in_hash(row, earlier, coming) or self._in_time(row)))
                or self._at_checkpoint(row)
            )
            if fault:
                return fault
            earlier = row
        if self.point is not None:
            return self._fault(Kind.TRUNCATED, self.expected, self.point.last)
        return self._under_stones()

    def _in_place(self, row: Sealed) -> Fault | None:
        if row.seq != self.expected:
            return self._fault(Kind.DELETED, self.expected, row.seq - 1)
        if self.point is None:
            return self._fault(Kind.INSERTED, row.seq, row.seq, row, "no checkpoint speaks of it")
        if row.line is None and not self._is_let_go(row):
            return self._fault(Kind.DELETED, row.seq, row.seq, row)
        return None

    def _is_let_go(self, row: Sealed) -> bool:
        stone = next((stone for stone in self.let_go if stone.covers(row.id)), None)
        if stone is None:
            return False
        count, last, root = self.let_go[stone]
        later = (row.seq, row.hash.hex()) if row.seq > last else (last, root)
        self.let_go[stone] = (count + 1, *later)
        return True

    def _under_stones(self) -> Fault | None:
        """Each stone speaks of exactly those that are gone."""
        for stone, found in self.let_go.items():
            if found != (stone.count, stone.last, stone.root):
                says = f"of {stone.count} events that were let go, {found[0]} are gone"
                return self._fault(Kind.FORGED, 0, stone.last, says=says)
        return None

    def _in_time(self, row: Sealed) -> Fault | None:
        assert self.point is not None
        if row.micros < self.not_before or row.micros > _micros(self.point.moment + CLOCKS_APART):
            says = "its time does not fit those before and after it"
            return self._fault(Kind.CLOCK, row.seq, row.seq, row, says)
        return None

    def _in_hash(
        self, row: Sealed, earlier: Sealed | None, coming: Iterator[Sealed]
    ) -> Fault | None:
        if row.follows(self.before):
            return None
        after = next(coming, None)
        if earlier is not None and row.follows(self.before_that):
            return self._fault(Kind.INSERTED, earlier.seq, earlier.seq, earlier)
        if after is not None and after.follows(self.before):
            kind = Kind.REORDERED if row.follows(after.hash) else Kind.INSERTED
            return self._fault(kind, row.seq, row.seq, row)
        out_of_order = after is not None and _order(after) < _order(row)
        kind = Kind.REORDERED if out_of_order else Kind.MODIFIED
        return self._fault(kind, row.seq, row.seq, row)

    def _at_checkpoint(self, row: Sealed) -> Fault | None:
        assert self.point is not None
        self.before_that, self.before = self.before, row.hash
        self.expected += 1
        if row.seq < self.point.last:
            return None
        if row.hash.hex() != self.point.root:
            says = "the rows were changed and their hashes made anew"
            return self._fault(Kind.MODIFIED, self.point.first, self.point.last, says=says)
        self.not_before = _micros(self.point.moment - LONGEST_TRANSACTION)
        self.point = next(self.points, None)
        return None

    def _fault(
        self, kind: Kind, first: int, last: int, row: Sealed | None = None, says: str = ""
    ) -> Fault:
        return Fault(self.chain, kind, first, last, row.id if row else "", says)


def _order(row: Sealed) -> tuple[int, str]:
    return row.tx, row.id


def _micros(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1_000_000)
