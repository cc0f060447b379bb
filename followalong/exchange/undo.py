"""Taking an import back while nothing has been built on it."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.everywhere import service_in
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import read_context, restore_context, set_context
from followalong.exchange.chunk import UNDONE, Chunk
from followalong.exchange.derive import Touched, follow_up_gone
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.models import Batch, ImportedRow
from followalong.exchange.refs import Place, Refs


class BuiltOn(Exception):
    """Work was done on what this import brought; taking it back would lose that work."""


class NotStored(Exception):
    """The batch is not there to be undone."""


@transaction.atomic
def undo_batch(*, by: Actor, batch: Batch) -> Batch:
    """Withdraw the rows of one agency's import and give back what it changed.

    The same ids come back when the package is imported again. Raises BuiltOn, NotStored.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Batch.State.STORED:
        raise NotStored(_("This import was already taken back."))
    rows = list(ImportedRow.objects.filter(batch=batch.pk))
    made: dict[str, dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        if row.previous is None:
            made[row.table][row.object_id] = row.version
    _refuse_if_built_on(rows, made)
    service = service_in("import", batch.agency_id, on_behalf_of=by.id)
    outer = read_context()
    set_context(service)
    touched = _touched(rows)
    _withdraw(by, made)
    _give_back(rows, batch, service)
    follow_up_gone(_place(batch, service), touched)
    restore_context(outer)
    batch.state = Batch.State.UNDONE
    batch.undone_at = timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    record(
        by=by,
        action="package.undone",
        subject=batch,
        clients=touched.clients,
        row_count=len(rows),
    )
    return batch


def _refuse_if_built_on(rows: list[ImportedRow], made: dict[str, dict[UUID, int]]) -> None:
    """Edits made here since, and rows made here or later that point to rows of the batch."""
    by_table: dict[str, dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        by_table[row.table][row.object_id] = row.version
    for table, versions in by_table.items():
        stored = MAPPINGS[table].model.everything.filter(pk__in=versions)
        for pk, version in stored.values_list("pk", "version"):
            if version != versions[pk]:
                raise BuiltOn(_("Rows of this import were changed here since. It stays."))
    for table, mapping in MAPPINGS.items():
        for attname, target in mapping.refs.values():
            if not made.get(target):
                continue
            others = mapping.model.objects.filter(
                **{f"{attname}__in": list(made[target])}, **mapping.only
            )
            if set(others.values_list("pk", flat=True)) - set(made.get(table, ())):
                raise BuiltOn(_("Later work refers to rows of this import. It stays."))


def _touched(rows: list[ImportedRow]) -> Touched:
    """Whom the batch spoke of, before its rows are gone."""
    touched = Touched()
    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.table].append(row.object_id)
    touched.clients |= set(ids["client"])
    touched.enrolments |= set(ids["enrolment"])
    touched.jobs |= set(ids["job"])
    touched.employer_contacts |= set(ids["employer_contact"])
    for table in ("referral", "enrolment", "contact", "job", "employer_contact", "pause"):
        about = MAPPINGS[table].model.everything.filter(pk__in=ids[table])
        touched.clients |= set(about.values_list("client_id", flat=True))
        if table not in ("referral", "enrolment"):
            touched.enrolments |= set(about.values_list("enrolment_id", flat=True))
    touched.clients.discard(None)  # type: ignore[arg-type]
    touched.enrolments.discard(None)  # type: ignore[arg-type]
    return touched


def _withdraw(by: Actor, made: dict[str, dict[UUID, int]]) -> None:
    now = timezone.now()
    for table, ids in made.items():
        MAPPINGS[table].model.objects.filter(pk__in=list(ids)).update(
            withdrawn_at=now, withdrawn_by=by.id, withdrawn_why=UNDONE, changed_at=now
        )


def _give_back(rows: list[ImportedRow], batch: Batch, service: Actor) -> None:
    """The values that changed rows had before, and the memory of the import before this."""
    place = _place(batch, service)
    refs = Refs({"": place})
    for row in rows:
        if row.previous is None:
            continue
        before = row.previous
        version = row.version
        if before["columns"]:
            chunk = Chunk(row.table, place, batch.pk, refs)
            version = chunk.give_back(row.object_id, before["columns"])
        if before["values"] is None:
            row.delete()
            continue
        row.values, row.batch, row.previous = before["values"], before["batch"], before["previous"]
        row.version = version
        row.save(update_fields=["values", "batch", "previous", "version"])


def _place(batch: Batch, service: Actor) -> Place:
    return Place(batch.agency_id, batch.agency.timezone, service, is_new=False)
