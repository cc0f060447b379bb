"""drill: bring a backup back on a server made for it, look at all of it, and say whether it holds.

The installation's own database is not touched, but for one row that says how it went.
"""

import argparse
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from followalong.cli.archive import Manifest, Unsound, open_archive
from followalong.cli.backup_keys import keys_here
from followalong.cli.copies import load
from followalong.cli.database import Prepare, database
from followalong.cli.statistics import analyze
from followalong.ops.children import tell
from followalong.ops.paths import make_private, state_directory
from followalong.ops.postgres import temporary_postgres

if TYPE_CHECKING:
    from followalong.cli.doctor import Finding

NOT_WHOLE = 1
DATABASE = "drill"


@dataclass(frozen=True)
class Result:
    """What a drill found, and of which backup."""

    at: datetime
    path: Path
    manifest: Manifest | None
    findings: list["Finding"]
    seconds: float

    @property
    def ok(self) -> bool:
        return all(finding.ok for finding in self.findings)

    @property
    def rows(self) -> int:
        return sum(self.manifest.rows.values()) if self.manifest else 0

    @property
    def wrong(self) -> str:
        return " ".join(finding.says for finding in self.findings if not finding.ok)


def add_commands(commands: argparse._SubParsersAction) -> None:
    drill = commands.add_parser(
        "drill",
        help="prove that a backup can be brought back",
        description="Bring a backup back on a temporary server, count every table, check "
        "references, walls, files and the record of looks, open one person's page as the program "
        "does, and write a dated report. Exit code 0: it holds; 1: it does not; 2: the drill could "
        "not run. Needs room for the whole database in the temporary folder (TMPDIR).",
    )
    drill.add_argument("path", type=Path, metavar="PATH")
    drill.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    drill.set_defaults(run=run_drill)


def run_drill(arguments: argparse.Namespace) -> int:
    with database(Prepare.IF_EMPTY):
        result = _try(arguments.path)
        report = _write(result)
        is_kept = _keep(result)
    if arguments.json:
        said = [finding.as_json() for finding in result.findings]
        print(json.dumps({"ok": result.ok, "report": str(report), "checks": said}))
    else:
        print(report.read_text(), end="")
        tell(f"The report is {report}.")
    if not is_kept:
        tell("Set DATABASE_OWNER_URL too: then administrators see when a backup was proved last.")
    return 0 if result.ok else NOT_WHOLE


def _try(path: Path) -> Result:
    from followalong.cli.doctor import Finding

    at, began = datetime.now(UTC), time.monotonic()
    manifest, findings = None, []
    try:
        with open_archive(path, state_directory(), keys_here()) as (manifest, dump):
            findings.append(Finding("file", True, "opened to its end; nothing in it was changed"))
            findings += _brought_back(manifest, dump)
    except Unsound as error:
        findings.append(Finding("backup", False, str(error)))
    return Result(at, path, manifest, findings, time.monotonic() - began)


def _brought_back(manifest: Manifest, dump: Path) -> Iterator["Finding"]:
    import psycopg

    from followalong.cli.doctor import Finding
    from followalong.cli.drill_checks import CHECKS
    from followalong.cli.drill_page import draw_a_page
    from followalong.core.dbroles import LOGIN_KINDS, setup_roles

    passwords = {kind: secrets.token_urlsafe(24) for kind in LOGIN_KINDS}
    with temporary_postgres() as server:
        urls = setup_roles(server.admin_url(), manifest.role_prefix, DATABASE, passwords)
        load(urls.owner, manifest, dump)
        analyze(urls.owner)
        counted = f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables, as written"
        yield Finding("rows", True, counted)
        with psycopg.connect(urls.owner) as connection:
            for name, check in CHECKS.items():
                yield from (Finding(name, *answer) for answer in check(connection, manifest))
            connection.commit()  # so that nothing is held while the tables are brought up
            yield from (Finding("page", *answer) for answer in draw_a_page(connection, urls))


def _write(result: Result) -> Path:
    """The dated report, for whoever must show that backups are tried."""
    folder = make_private(state_directory() / "drills")
    path = folder / f"{result.at:%Y-%m-%dT%H-%M-%SZ}.txt"
    made = f"{result.manifest.made_at} by {result.manifest.followalong}" if result.manifest else "?"
    lines = [
        f"{'PROVED' if result.ok else 'NOT WHOLE'}: a restore of {result.path}",
        f"tried    {result.at.isoformat(timespec='seconds')}, {result.seconds:.0f} seconds",
        f"made     {made}",
        *(
            f"{'ok     ' if one.ok else 'PROBLEM'}  {one.name}: {one.says}"
            for one in result.findings
        ),
    ]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _keep(result: Result) -> bool:
    """One row in the installation's own database: who administers sees it (home.settings)."""
    if not os.environ.get("DATABASE_OWNER_URL"):
        return False
    from followalong.core.models import RestoreDrill

    RestoreDrill.objects.using("owner").create(
        at=result.at,
        backup_made_at=datetime.fromisoformat(result.manifest.made_at) if result.manifest else None,
        ok=result.ok,
        rows=result.rows,
        says=result.wrong,
    )
    return True
