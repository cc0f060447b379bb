"""Bringing a package in, as the command line and the screen both do: check, then all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from followalong.exchange.check import check
from followalong.exchange.format import LeftOut, Package, Progress, Report, only_good
from followalong.exchange.load import Outcome, Refused, load_package

# Asked for when the check is done and rows begin to be stored.
Storing = Callable[[Report], Progress]


@dataclass
class Result:
    """What was found, and what was stored or would be; `outcome` is None when it was refused."""

    report: Report
    outcome: Outcome | None = None
    left_out: LeftOut = field(default_factory=LeftOut)

    @property
    def is_refused(self) -> bool:
        return self.outcome is None

    def remarks(self) -> dict[str, Any]:
        """What is kept with the batch: counts and ids, never a cell."""
        return {
            "notes": dict(self.report.notes.counts),
            "left_out": dict(self.left_out.rows),
            "left_out_enrolments": sorted(self.left_out.enrolments)[:1000],
        }


def bring_in(
    package: Package,
    *,
    file_name: str,
    content_hash: str,
    today: date,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    by: UUID | None = None,
    only_agency: UUID | None = None,
    checking: Progress | None = None,
    storing: Storing | None = None,
) -> Result:
    """Check the package and store it whole; with `skip_bad_rows`, whole good enrolments of it.

    Raises NotYours, NotAPackage (a damaged file shows only when it is read).
    """
    report = check(package, today=today, only_agency=only_agency, progress=checking)
    result = Result(report)
    while report.good or skip_bad_rows:
        kept = package
        if not report.good:
            kept, result.left_out = only_good(package, report)
        try:
            result.outcome = load_package(
                kept,
                file_name=file_name,
                content_hash=content_hash,
                by=by,
                only_agency=only_agency,
                dry_run=dry_run,
                progress=storing(report) if storing else None,
                remarks=result.remarks(),
            )
            break
        except Refused as refused:  # by what is stored here: those rows are bad ones too
            report.problems.extend(refused.problems)
    return result
