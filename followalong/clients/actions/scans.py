"""Files that nobody had looked at: scanned once a scanner is there, and away if harmful."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from followalong.audit.record import record
from followalong.clients import events
from followalong.clients.models import ClientFile
from followalong.core.actor import Actor
from followalong.core.clamd import Scan, scan
from followalong.core.files import NotOpened, content_of

# Why a file that was harmful is withdrawn.
INFECTED = "infected"


def unscanned_files() -> list[UUID]:
    """Also those that were taken off a record: whoever answers for privacy may still open them."""
    waiting = ClientFile.everything.filter(scan=Scan.NOT_SCANNED).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


@transaction.atomic
def scan_file(*, by: Actor, file_id: UUID) -> Scan:
    """What the scanner says of a stored file. One that is harmful is nowhere any more, and whoever
    added it hears of it. One that has its word, or whose key is missing, stays as it is."""
    rows = ClientFile.everything.select_related("file").select_for_update(of=("self",))
    row = rows.get(pk=file_id)
    if row.scan != Scan.NOT_SCANNED:
        return Scan(row.scan)
    try:
        found = scan(content_of(row.file))
    except NotOpened:
        return Scan.NOT_SCANNED
    if found == Scan.NOT_SCANNED:
        return found
    was_here = row.withdrawn_at is None
    row.scan = found
    if found == Scan.INFECTED and was_here:
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), by.id, INFECTED
    row.version += 1
    row.save()
    action = "file.taken_away" if row.withdrawn_why == INFECTED else "file.scanned"
    record(by=by, action=action, subject=row, clients=[row.client_id], fields=["scan"])
    if row.withdrawn_why == INFECTED:
        for hear in events.file_taken_away:
            hear(by, row)
    return found
