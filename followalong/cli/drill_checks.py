"""What a drill looks at in a database that was brought back, as its owner."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from followalong.audit import kept_elsewhere
from followalong.audit.signing import NoSealKey, signer
from followalong.audit.verifying import verify
from followalong.cli.archive import Manifest
from followalong.cli.row_security import examine_tables
from followalong.core.files import NotOpened, content_of
from followalong.core.models import File

if TYPE_CHECKING:
    import psycopg

Answers = Iterator[tuple[bool, str]]
# Checkpoints so young may have been told just after the backup began.
YOUNG = timedelta(minutes=5)


def check_references(connection: "psycopg.Connection[tuple]", manifest: Manifest) -> Answers:
    """Bringing back makes each foreign key again, which looks at every row."""
    rows = connection.execute(
        "SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint"
        " WHERE contype = 'f' ORDER BY 1, 2"
    ).fetchall()
    broken = [f"{table}.{name}" for table, name, is_valid in rows if not is_valid]
    if broken:
        yield False, f"{len(broken)} do not hold: {', '.join(broken[:5])}"
    else:
        yield len(rows) > 0, f"{len(rows)} foreign keys hold for every row"


def check_walls(connection: "psycopg.Connection[tuple]", manifest: Manifest) -> Answers:
    def select(statement: str, parameters: list[str] | None = None) -> list[tuple]:
        return connection.execute(statement, parameters or []).fetchall()

    count, faults = examine_tables(select, manifest.role_prefix)
    for fault in faults:
        yield False, fault
    if not faults:
        yield True, f"{count} tables are protected by forced row-level security"


def check_files(connection: "psycopg.Connection[tuple]", manifest: Manifest) -> Answers:
    """Every file is opened: its seal is its checksum."""
    opened, unopened = 0, []
    columns = ("id", "agency_id", "key_id", "sealed", "size")
    with connection.cursor(name="files") as cursor:
        cursor.itersize = 4  # up to 25 MB each
        cursor.execute(f"SELECT {', '.join(columns)} FROM core_file")  # noqa: S608
        for row in cursor:
            file = File(**dict(zip(columns, row, strict=True)))
            try:
                opened += len(content_of(file)) == file.size
            except NotOpened:
                unopened.append(file)
    if unopened:
        keys = ", ".join(sorted({file.key_id for file in unopened}))
        yield (
            False,
            f"{len(unopened)} files do not open: their key ({keys}) is not here, or they were "
            f"changed. The first is {unopened[0].pk}",
        )
    else:
        yield True, f"{opened} files open with the keys that are here"


def check_record(connection: "psycopg.Connection[tuple]", manifest: Manifest) -> Answers:
    """The chain of looks, also against the checkpoints that were told elsewhere by then."""
    try:
        with connection.cursor() as cursor:
            answer = verify(cursor, signer(), _told_by(manifest))
    except NoSealKey:
        yield False, "no key of the record is here (secrets/seal_keys), so it can't be checked"
        return
    for fault in answer.faults[:5]:
        yield False, f"{fault.kind}: chain {fault.chain}, place {fault.first}. {fault.says}"
    if not answer.faults:
        yield True, f"{answer.events} events in {answer.chains} chains; the record holds"


def _told_by(manifest: Manifest) -> dict[str, Any]:
    copy = Path(settings.SEAL_COPY) if settings.SEAL_COPY else None
    if copy is None or not copy.exists():
        return {}
    until = datetime.fromisoformat(manifest.made_at) - YOUNG
    told = kept_elsewhere.read(copy)
    return {
        chain: [point for point in points if datetime.fromisoformat(point.at) <= until]
        for chain, points in told.items()
    }


Check = Callable[["psycopg.Connection[tuple]", Manifest], Answers]
CHECKS: dict[str, Check] = {
    "references": check_references,
    "walls": check_walls,
    "files": check_files,
    "record of looks": check_record,
}
