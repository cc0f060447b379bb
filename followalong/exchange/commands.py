"""`followalong import` and `followalong export` (exchange.md, command line)."""

import hashlib
import json
import sys
import time
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.exchange.export import LEFT_OUT, export_package
from followalong.exchange.format import NotAPackage, PackageChanged, read_package
from followalong.exchange.importing import Result, bring_in

FINE, REFUSED, NOT_A_PACKAGE, PARTLY = 0, 1, 2, 3


def run_import(args: Namespace) -> int:
    """Check, then store all of it or nothing; with skip_bad_rows, whole good enrolments."""
    path = Path(args.path)
    try:
        package = read_package(path)
        _tell(f"Checking {path.name} …")
        result = bring_in(
            package,
            file_name=path.name,
            content_hash=content_hash(path),
            today=timezone.localdate(),
            dry_run=args.dry_run,
            skip_bad_rows=args.skip_bad_rows,
            checking=Counting("checked"),
            storing=lambda report: Counting("stored", sum(report.rows.values())),
        )
    except (NotAPackage, PackageChanged, OSError) as error:
        return _fail(args, NOT_A_PACKAGE, str(error))
    if result.is_refused:
        return _answer(args, REFUSED, result)
    return _answer(args, PARTLY if result.left_out.rows else FINE, result)


def run_export(args: Namespace) -> int:
    """Write one agency's package."""
    wanted = {source or str(pk): pk for pk, source in known_agencies().items()}
    agency_id = wanted.get(args.agency) or _by_id(args.agency, wanted)
    if agency_id is None:
        return _fail(args, NOT_A_PACKAGE, f"There is no agency {args.agency}.")
    since = date.fromisoformat(args.since) if args.since else None
    try:
        exported = export_package(
            Path(args.path),
            by=service_in("export", agency_id),
            agency_id=agency_id,
            since=since,
            with_locked=args.with_locked,
        )
    except FileExistsError as error:
        return _fail(args, NOT_A_PACKAGE, str(error))
    for line in LEFT_OUT:
        _tell(f"Left out: {line}")
    found = {"rows": dict(exported.rows), "dependent": dict(exported.dependent)}
    _say(args, {"path": str(args.path), **found, "left_out": [str(line) for line in LEFT_OUT]})
    return FINE


class Counting:
    """Progress on standard error, at most once a second."""

    def __init__(self, what: str, total: int = 0) -> None:
        self.what = what
        self.total = f" of {total:,}" if total else ""
        self.done = 0
        self.told = 0.0

    def __call__(self, table: str, rows: int) -> None:
        self.done += rows
        if time.monotonic() - self.told >= 1:
            self.told = time.monotonic()
            _tell(f"{self.done:,}{self.total} rows {self.what} ({table})")


def content_hash(path: Path) -> str:
    """A hash of the files' bytes, the same for the same package."""
    digest = hashlib.sha256()
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            if path.is_dir():
                digest.update(file.relative_to(path).as_posix().encode())
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _answer(args: Namespace, code: int, result: Result) -> int:
    report, outcome = result.report, result.outcome
    found: dict[str, Any] = {
        "dry_run": bool(args.dry_run),
        "stored": outcome is not None and not args.dry_run,
        "rows": dict(report.rows),
        "problems": [p.as_dict() for p in report.problems],
        "notes": {"counts": dict(report.notes.counts)},
        "left_out": dict(result.left_out.rows),
        "left_out_enrolments": sorted(result.left_out.enrolments),
    }
    if outcome is not None:
        found |= outcome.as_dict() | {
            "conflicts": outcome.conflicts,
            "batches": [str(pk) for pk in outcome.batches],
        }
    for problem in report.problems[:50]:
        _tell(
            f"{problem.file}:{problem.line} {problem.column} {problem.value!r}: "
            f"{problem.message} {problem.expected}"
        )
    _say(args, found)
    return code


def _say(args: Namespace, found: dict[str, Any]) -> None:
    """The one JSON document on standard output, or a few lines for a person."""
    if args.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    for name, value in found.items():
        if isinstance(value, dict) and value and "counts" not in value:
            parts = ", ".join(f"{k} {v:,}" if isinstance(v, int) else k for k, v in value.items())
            sys.stdout.write(f"{name}: {parts}\n")
        elif isinstance(value, list):
            sys.stdout.write(f"{name}: {len(value)}\n")


def _fail(args: Namespace, code: int, why: str) -> int:
    _tell(why)
    if args.json:
        json.dump({"error": why}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    return code


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _by_id(text: str, wanted: dict[str, UUID]) -> UUID | None:
    return next((pk for pk in wanted.values() if str(pk) == text), None)
