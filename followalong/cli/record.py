"""audit verify: does the record of looks still hold, from its first event to its last?"""

import argparse
import json
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followalong.cli import letting_months_go
from followalong.cli.database import Prepare, database
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError

if TYPE_CHECKING:
    from followalong.audit.rules import Fault, Stone
    from followalong.audit.verifying import Answer

NOT_WHOLE = 1


def add_commands(commands: argparse._SubParsersAction) -> None:
    audit = commands.add_parser(
        "audit", help="the record of looks: is it whole?", description="The record of looks."
    )
    kinds = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = kinds.add_parser(
        "verify",
        help="name the first thing that was changed",
        description="Read the record from its first event to its last, as the owner, and name in "
        "each chain what is wrong first: modified, deleted, inserted, reordered, truncated at the "
        "end, clock rolled back, checkpoint forged. Exit code 0: it holds; 1: it does not; 2: the "
        "check could not run.",
    )
    verify.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="checkpoints kept elsewhere (FOLLOWALONG_SEAL_COPY): only they show that a whole "
        "database was taken back to an earlier day",
    )
    verify.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    verify.set_defaults(run=run_verify)
    letting_months_go.add_command(kinds)


def run_verify(arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    with database(Prepare.IF_EMPTY):
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise OperatorError("Set DATABASE_OWNER_URL: only the owner sees the whole record.")
        kept = _kept(arguments.against)
        answer = check(kept)
    _say(answer, time.monotonic() - began, with_json=arguments.json, told_elsewhere=bool(kept))
    return NOT_WHOLE if answer.faults else 0


def check(kept: dict[str, Any] | None = None) -> "Answer":
    """The whole record as the owner sees it, in a database that is ready."""
    from django.db import connections, transaction

    from followalong.audit.signing import signer
    from followalong.audit.verifying import verify

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        # One state of the database for all queries: the sealer goes on meanwhile.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return verify(cursor, signer(), kept)


def _kept(path: Path | None) -> dict[str, Any]:
    """The file that was asked for, else the installation's own if it has one yet."""
    from followalong.audit import kept_elsewhere

    own = Path(os.environ["FOLLOWALONG_SEAL_COPY"])
    if path is None and not own.exists():
        return {}
    try:
        return kept_elsewhere.read(path or own)
    except (OSError, ValueError) as error:
        raise OperatorError(f"The checkpoints kept elsewhere can't be read: {error}.") from error


def _say(answer: "Answer", took: float, *, with_json: bool, told_elsewhere: bool) -> None:
    if with_json:
        parts = {"ok": not answer.faults, "seconds": round(took, 1), "against": told_elsewhere}
        print(json.dumps(parts | asdict(answer)))
        return
    for fault in answer.faults:
        print(_line(fault))
    for stone in answer.let_go:
        print(_stone_line(stone))
    print(
        f"{answer.events} events in {answer.chains} chains read in {took:.1f} s, "
        f"{answer.not_sealed_yet} not sealed yet: "
        f"{'NOT WHOLE' if answer.faults else 'the record holds'}."
    )
    if not told_elsewhere:
        tell("No checkpoints from elsewhere: a whole database taken back would not be seen.")


def _stone_line(stone: "Stone") -> str:
    return f"let go  chain {stone.chain}: {stone.count} events, on {stone.at[:10]} by {stone.by}"


def _line(fault: "Fault") -> str:
    where = f"{fault.first}" if fault.first == fault.last else f"{fault.first} to {fault.last}"
    of = f", event {fault.event}" if fault.event else ""
    more = f": {fault.says}" if fault.says else ""
    return f"{fault.kind.upper()}  chain {fault.chain}, place {where}{of}{more}"
