"""The command `followalong simulate`."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from collections import Counter
from datetime import date
from pathlib import Path

from followalong.exchange.format import PackageWriter, read_package

from .simulation import simulate


def run_simulate(args: Namespace) -> int:
    """Write a simulated history as a package, or load it straight into the database."""
    if args.package:
        try:
            rows = _write(Path(args.package), args)
        except FileExistsError as error:
            _say(str(error))
            return 1
    else:
        rows = _load(args)
    _say(f"{rows.total()} rows written to {args.package or 'the database'}")
    if getattr(args, "json", False):
        print(json.dumps({"rows": dict(rows)}))  # noqa: T201
    return 0


def _write(path: Path, args: Namespace) -> Counter[str]:
    with PackageWriter(path) as writer:
        for table, row in simulate(
            clients=args.clients,
            years=args.years,
            agencies=args.agencies,
            seed=args.seed,
            as_of=getattr(args, "as_of", None) or date.today(),
        ):
            writer.add(table, row)
    return writer.rows


def _load(args: Namespace) -> Counter[str]:
    """By way of a package, so that a simulated history comes in as any other does."""
    # Here, not above: writing a package needs no database and no settings.
    from followalong.exchange.commands import Counting
    from followalong.exchange.load import load_package

    with tempfile.TemporaryDirectory(prefix="followalong-simulate-") as folder:
        path = Path(folder) / "package"
        _say("Making up a history …")
        rows = _write(path, args)
        progress = Counting("stored", rows.total())
        load_package(read_package(path), file_name="simulate", progress=progress)
    return rows


def _say(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201
