"""audit let-go: the oldest months of the record leave once their time is over, and nothing else."""

import argparse
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from followalong.cli.database import Prepare, database
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError

if TYPE_CHECKING:
    from followalong.audit.letting_go import Part
    from followalong.audit.rules import Stone
    from followalong.privacy.looks_kept import Kept


def add_command(kinds: argparse._SubParsersAction) -> None:
    parser = kinds.add_parser(
        "let-go",
        help="let go of months whose time is over",
        description="Say which months of the record have been kept long enough: as long as the "
        "agency that keeps it longest has set (ten years unless it did, six at least). With --by "
        "they are dropped, the oldest first, and a signed stone stays of each, so that `audit "
        "verify` still holds. Never while a legal hold stands, or while the record does not hold. "
        "Backups made before still have them.",
    )
    parser.add_argument("--by", metavar="NAME", help="let them go; who answers for it")
    parser.set_defaults(run=run_let_go)


def run_let_go(arguments: argparse.Namespace) -> int:
    with database(Prepare.IF_EMPTY):
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise OperatorError("Set DATABASE_OWNER_URL: only the owner may let go of the record.")
        from followalong.privacy.looks_kept import kept_by_all

        now = datetime.now(UTC)
        kept = kept_by_all()
        over = _parts_over(kept.years, now)
        print(_said(over, kept))
        if over and arguments.by:
            _refuse(kept)
            for part in over:
                for stone in _let_go(part, arguments.by, now):
                    print(_line(stone))
        elif over:
            tell("Nothing was changed. With --by NAME they go.")
    return 0


def _parts_over(years: int, now: datetime) -> list["Part"]:
    from django.db import connections

    from followalong.audit.letting_go import parts

    with connections["owner"].cursor() as cursor:
        return [part for part in parts(cursor) if part.is_over(years, now)]


def _said(over: list["Part"], kept: "Kept") -> str:
    if not over:
        return f"The record is kept for {kept.years} years; nothing is older."
    return f"Everything before {over[-1].until} was kept for {kept.years} years."


def _refuse(kept: "Kept") -> None:
    if kept.holds:
        stand = "A legal hold stands" if kept.holds == 1 else f"{kept.holds} legal holds stand"
        raise OperatorError(
            f"{stand}, so nothing of the record goes. A privacy officer of the agency lifts it."
        )
    from followalong.cli.record import check

    if faults := check().faults:
        raise OperatorError(
            f"The record does not hold ({faults[0].kind} in chain {faults[0].chain}), so nothing "
            "of it goes: run `followalong audit verify` and find out why."
        )


def _let_go(part: "Part", by: str, now: datetime) -> list["Stone"]:
    from django.db import connections, transaction

    from followalong.audit.letting_go import NotSealed, let_go
    from followalong.audit.signing import signer

    try:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            return let_go(cursor, part, signer=signer(), by=by, now=now)
    except NotSealed as error:
        raise OperatorError(
            f"Events before {part.until} are not sealed yet, so no stone could speak of them. Let "
            "`serve` run for a minute, then try again."
        ) from error


def _line(stone: "Stone") -> str:
    return f"Let go: {stone.count} events of chain {stone.chain}, up to place {stone.last}."
