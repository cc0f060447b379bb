"""backup and restore: the whole database in one file, proved whole both ways."""

import argparse
import contextlib
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from followalong.cli.archive import Manifest, Unsound, open_archive, write_archive
from followalong.cli.backup_keys import key_to_seal, keys_here
from followalong.cli.database import Prepare, database
from followalong.cli.letting_go import keep_let_go_after_restore, write_down_let_go
from followalong.cli.statistics import analyze
from followalong.cli.version import program_version
from followalong.ops.binaries import find_binaries
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError
from followalong.ops.paths import make_private, state_directory

if TYPE_CHECKING:
    import psycopg

# A table that is divided is counted as one.
NAMES = (
    "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
    " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
    " AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%' ORDER BY 1"
)


def add_commands(commands: argparse._SubParsersAction) -> None:
    backup = commands.add_parser(
        "backup",
        help="write the whole database to one file",
        description="Write the whole database to one sealed file, as the owner. Neither the key "
        "that seals it nor the keys of people's files are in it: keep a copy of the state folder's "
        "secrets elsewhere.",
    )
    backup.add_argument("path", type=Path, metavar="PATH")
    backup.add_argument(
        "--unsealed",
        action="store_true",
        help="leave it open: whoever gets the file can then read every name and note",
    )
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="bring a backup back",
        description="Check a backup from end to end, then bring it back into an empty database. "
        "All or nothing: if anything fails, the database is as it was.",
    )
    restore.add_argument("path", type=Path, metavar="PATH")
    restore.add_argument(
        "--replace", action="store_true", help="replace what the database holds now"
    )
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    if not arguments.path.absolute().parent.is_dir():
        raise OperatorError(f"There is no folder {arguments.path.absolute().parent}.")
    key = None if arguments.unsealed else key_to_seal(arguments.path)
    with database(Prepare.IF_EMPTY):
        write_down_let_go()
        manifest = _dump(owner_url(), arguments.path, key)
    print(
        f"{arguments.path}: {len(manifest.rows)} tables, {sum(manifest.rows.values())} rows, "
        f"{manifest.dump_bytes} bytes, {'sealed' if key else 'NOT SEALED'}."
    )
    if key is None:
        tell("Whoever gets this file can read every name and note in it.")
    else:
        tell("Without its key (backup_keys) nobody can open it, you neither.")
    tell(
        "The keys of people's files are not in it. Without them the files cannot be read: keep a "
        "copy of secrets/ in another place, apart from the backups."
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    scratch = state_directory()
    if not scratch.exists():
        make_private(scratch)
    keys = keys_here()
    with open_archive(arguments.path, scratch, keys) as (manifest, dump), database(Prepare.NOTHING):
        _check_fits(manifest, replace=arguments.replace)
        write_down_let_go()
        load(owner_url(), manifest, dump)
        analyze(owner_url())
        told = keep_let_go_after_restore()
    print(f"{sum(manifest.rows.values())} rows of {len(manifest.rows)} tables are back.")
    for line in told:
        tell(line)
    tell("Run `followalong doctor` to see that all is well.")
    return 0


def owner_url() -> str:
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise OperatorError("Set DATABASE_OWNER_URL: only the owner may copy the whole database.")
    return url


def _dump(url: str, path: Path, key: str | None) -> Manifest:
    import psycopg

    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        describe = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "followalong": program_version(),
            "postgres_major": connection.info.server_version // 10000,
            "role_prefix": connection.info.user.removesuffix("_owner"),
            "rows": _count_rows(connection),
        }
        address, environment = _for_tools(url)
        command = [
            find_binaries().program("pg_dump"),
            "--format=custom",
            "--enable-row-security",  # the owner's own policy admits every row
            "--no-comments",  # those of extensions belong to the administrator
            f"--snapshot={snapshot[0] if snapshot else ''}",
            f"--dbname={address}",
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        ) as process:
            assert process.stdout and process.stderr
            # A dump that fails is cut short: nothing appears at `path` before its end was good.
            manifest = write_archive(path, _Checked(process), describe, key)
    return manifest


class _Checked:
    """A program's output that only ends well if the program did."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def read(self, size: int) -> bytes:
        assert self.process.stdout and self.process.stderr
        chunk = self.process.stdout.read(size)
        if not chunk and self.process.wait() != 0:
            said = self.process.stderr.read().decode(errors="replace").strip()
            raise OperatorError(f"The database could not be copied: {said}")
        return chunk


def _check_fits(manifest: Manifest, *, replace: bool) -> None:
    import psycopg

    with psycopg.connect(owner_url()) as connection:
        prefix = connection.info.user.removesuffix("_owner")
        major = connection.info.server_version // 10000
        has_tables = connection.execute(NAMES).fetchone() is not None
    if manifest.role_prefix != prefix:
        raise OperatorError(
            f"The backup is of roles named {manifest.role_prefix}_…, this database has {prefix}_…. "
            f"Use `followalong setup-roles --prefix {manifest.role_prefix}` for a new database."
        )
    if manifest.postgres_major > major:
        raise OperatorError(
            f"The backup is of PostgreSQL {manifest.postgres_major}, this server is {major}."
        )
    if has_tables and not replace:
        raise OperatorError(
            "The database is not empty, so nothing was changed. With --replace, what it holds now "
            "is lost: make a backup of it first."
        )


def load(url: str, manifest: Manifest, dump: Path) -> None:
    """One transaction: old tables go, new ones come and are counted; or nothing happens.

    COMMIT is sent only when the dump was read to its end without a complaint.
    """
    binaries = find_binaries()
    address, environment = _for_tools(url)
    listing = [binaries.program("pg_restore"), "--file=-", "--no-comments", str(dump)]
    loading = [binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(listing, stdout=subprocess.PIPE, stderr=complaints) as reading,
        subprocess.Popen(
            [*loading, f"--dbname={address}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=environment,
        ) as writing,
    ):
        assert reading.stdout and writing.stdin
        with contextlib.suppress(BrokenPipeError):  # psql stops at the first error
            writing.stdin.write(_opening(manifest.role_prefix).encode())
            shutil.copyfileobj(reading.stdout, writing.stdin)
            if reading.wait() == 0:
                writing.stdin.write(_closing(manifest).encode())
        reading.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            writing.stdin.close()
        if writing.wait() != 0 or reading.wait() != 0:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            raise Unsound(f"The backup could not be brought back; nothing was changed.\n{said}")


def _opening(prefix: str) -> str:
    return (
        "BEGIN;\n"
        "SET LOCAL lock_timeout = '30s';\n"  # someone is at work: better refuse than wait for ever
        # Search functions carry settings of pg_trgm, known only once its library is loaded.
        "SELECT public.similarity('', '');\n"
        f'DROP OWNED BY "{prefix}_owner", "{prefix}_search" CASCADE;\n'
        # The dump gives functions to the search role before it gives that role its rights.
        f'GRANT USAGE, CREATE ON SCHEMA public TO "{prefix}_search";\n'
    )


def _closing(manifest: Manifest) -> str:
    """Count every table again before anything becomes true."""
    checks = "".join(_counted(table, count) for table, count in manifest.rows.items())
    counting = f"DO $check$ BEGIN\n{checks}END $check$;\n"
    return f"SET LOCAL row_security = on;\n{counting}COMMIT;\n"


def _counted(table: str, count: int) -> str:
    return (
        f"IF (SELECT count(*) FROM {table}) <> {count} THEN"  # noqa: S608 - our own quoted names
        f" RAISE EXCEPTION 'The table % has not {count} rows', {_literal(table)}; END IF;\n"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _count_rows(connection: "psycopg.Connection[tuple]") -> dict[str, int]:
    """Rows of every table, by its quoted name. The owner's policies admit every row."""
    names = [name for (name,) in connection.execute(NAMES)]
    counts = {}
    for name in names:
        row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608 - quoted by format('%I')
        counts[name] = row[0] if row else 0
    return counts


def _for_tools(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, which goes into the environment: process lists are open."""
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    address = urlunsplit(parts._replace(netloc=f"{name}@{place}" if name else place))
    return address, os.environ | {"PGPASSWORD": unquote(parts.password or ""), "LC_ALL": "C"}
