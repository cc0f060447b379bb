"""The command `followalong simulate`."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
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
            print(error, file=sys.stderr)  # noqa: T201
            return 1
        print(f"{rows} rows written to {args.package}", file=sys.stderr)  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory(prefix="followalong-simulate-") as folder:
        path = Path(folder) / "package"
        _write(path, args)
        # Here, not above: writing a package needs no database and no settings.
        from followalong.exchange.load import load_package

        load_package(read_package(path), file_name="simulate")
    return 0


def _write(path: Path, args: Namespace) -> int:
    with PackageWriter(path) as writer:
        for table, row in simulate(
            clients=args.clients,
            years=args.years,
            agencies=args.agencies,
            seed=args.seed,
            as_of=getattr(args, "as_of", None) or date.today(),
        ):
            writer.add(table, row)
    return writer.rows.total()
