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
from followalong.exchange.check import check, keep_good
from followalong.exchange.export import LEFT_OUT, export_package
from followalong.exchange.format import NotAPackage, Report, read_package
from followalong.exchange.load import Outcome, Refused, load_package

FINE, REFUSED, NOT_A_PACKAGE, PARTLY = 0, 1, 2, 3


def run_import(args: Namespace) -> int:
    """Check, then store all of it or nothing; with skip_bad_rows, whole good enrolments."""
    path = Path(args.path)
    try:
        package = read_package(path)
    except (NotAPackage, OSError) as error:
        return _fail(args, NOT_A_PACKAGE, str(error))
    _tell(f"Checking {path.name} …")
    report = check(package, today=timezone.localdate())
    left_out: dict[str, int] = {}
    if not report.good and args.skip_bad_rows:
        package, left_out = keep_good(package, report)
    elif not report.good:
        return _answer(args, REFUSED, report, None, {})
    try:
        outcome = load_package(
            package,
            file_name=path.name,
            content_hash=content_hash(path),
            dry_run=args.dry_run,
            progress=Counting(report),
        )
    except Refused as refused:
        report.problems.extend(refused.problems)
        return _answer(args, REFUSED, report, None, {})
    return _answer(args, PARTLY if left_out else FINE, report, outcome, left_out)


def run_export(args: Namespace) -> int:
    """Write one agency's package."""
    wanted = {source or str(pk): pk for pk, source in known_agencies().items()}
    agency_id = wanted.get(args.agency) or _by_id(args.agency, wanted)
    if agency_id is None:
        return _fail(args, NOT_A_PACKAGE, f"There is no agency {args.agency}.")
    since = date.fromisoformat(args.since) if args.since else None
    try:
        rows = export_package(
            Path(args.path), by=service_in("export", agency_id), agency_id=agency_id, since=since
        )
    except FileExistsError as error:
        return _fail(args, NOT_A_PACKAGE, str(error))
    for line in LEFT_OUT:
        _tell(f"Left out: {line}")
    _say(args, {"path": args.path, "rows": dict(rows), "left_out": list(LEFT_OUT)})
    return FINE


class Counting:
    """Progress on standard error, at most once a second."""

    def __init__(self, report: Report) -> None:
        self.total = sum(report.rows.values())
        self.done = 0
        self.told = 0.0

    def __call__(self, table: str, rows: int) -> None:
        self.done += rows
        if time.monotonic() - self.told >= 1:
            self.told = time.monotonic()
            _tell(f"{self.done:,} of {self.total:,} rows ({table})")


def content_hash(path: Path) -> str:
    """A hash of the files' bytes, the same for the same package."""
    digest = hashlib.sha256()
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            digest.update(file.name.encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _answer(
    args: Namespace, code: int, report: Report, outcome: Outcome | None, left_out: dict[str, int]
) -> int:
    found: dict[str, Any] = {
        "dry_run": bool(args.dry_run),
        "stored": outcome is not None and not args.dry_run,
        "rows": dict(report.rows),
        "problems": [p.as_dict() for p in report.problems],
        "notes": {"counts": dict(report.notes.counts)},
        "left_out": left_out,
    }
    if outcome is not None:
        found |= {
            "new": dict(outcome.new),
            "changed": dict(outcome.changed),
            "unchanged": dict(outcome.unchanged),
            "conflicts": outcome.conflicts,
            "unmatched_disclosures": outcome.unmatched_disclosures,
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
