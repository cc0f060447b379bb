"""Taking an import back while nothing has been built on it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.base import RecordModel
from followalong.agencies.everywhere import service_in
from followalong.audit.record import record
from followalong.caseload.models import Milestone, NotNow
from followalong.clients.actions.deaths_told import untell_deaths
from followalong.clients.models import (
    Client,
    ClientFile,
    Correction,
    EligibilityAnswer,
    Facet,
    PeerMeeting,
)
from followalong.clients.rules import FacetKind
from followalong.core.actor import Actor
from followalong.core.db import read_context, restore_context, set_context, take_time
from followalong.exchange.ahead import written_ahead
from followalong.exchange.chunk import UNDONE, Chunk
from followalong.exchange.derive import Touched, follow_up_gone
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.models import Batch, ImportedRow
from followalong.exchange.refs import Place, Refs

# What people write here and no package brings; of some kinds of row only a part is theirs.
HERE = "here"
ONLY_HERE: dict[type[RecordModel], dict[str, Any]] = {
    **dict.fromkeys((ClientFile, Correction, EligibilityAnswer, PeerMeeting, NotNow), {}),
    Facet: {"kind__in": [FacetKind.OUT_OF_TOUCH, FacetKind.ASKED_TO_STOP]},
    Milestone: {"membership__isnull": False},
}


class BuiltOn(Exception):
    """Work was done on what this import brought; taking it back would lose that work."""

    def __init__(self, changed: Mapping[str, int], added: Mapping[str, int]) -> None:
        reasons = [_("This import stays, since work was done on it.")]
        if changed:
            reasons.append(_("Changed here since: %(rows)s.") % {"rows": _listed(changed)})
        if added:
            reasons.append(_("Added later and refers to it: %(rows)s.") % {"rows": _listed(added)})
        super().__init__(" ".join(reasons))


def _listed(rows: Mapping[str, int]) -> str:
    """The files whose rows these are, and how many: `contact.csv 2, job.csv 1`."""
    names = {HERE: _("other entries")}
    return ", ".join(f"{names.get(of, f'{of}.csv')} {count}" for of, count in rows.items())


class NotStored(Exception):
    """The batch is not there to be undone."""

    def __init__(self) -> None:
        super().__init__(_("This import was already taken back."))


@transaction.atomic
def undo_batch(*, by: Actor, batch: Batch) -> Batch:
    """Withdraw the rows of one agency's import and give back what it changed.

    The same ids come back when the package is imported again. Raises BuiltOn, NotStored.
    """
    take_time()
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Batch.State.STORED:
        raise NotStored
    # A member may not see every row that the import brought, so the service does the work.
    service = service_in("import", batch.agency_id, on_behalf_of=by.id)
    outer = read_context()
    set_context(service)
    rows = list(ImportedRow.objects.filter(batch=batch.pk).defer("values"))
    made: dict[str, dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        if row.previous is None:
            made[row.table][row.object_id] = row.version
    untell_deaths(by=service, enrolments=_exits(rows))
    written = written_ahead(list(made["series"])).exclude(pk__in=list(made["appointment"]))
    made["appointment"] |= dict(written.values_list("pk", "version"))
    _refuse_if_built_on(rows, made)
    touched = _touched(rows)
    _withdraw(by, made)
    _give_back(rows, batch, service)
    touched.join(_touched(rows))
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


def _exits(rows: list[ImportedRow]) -> list[UUID]:
    """The enrolments whose exit this batch brought."""
    return [
        row.object_id
        for row in rows
        if row.table == "enrolment"
        and (row.previous is None or "exit_reason" in row.previous["columns"])
    ]


def _refuse_if_built_on(rows: list[ImportedRow], made: dict[str, dict[UUID, int]]) -> None:
    """Edits made here since, and rows made here or later that point to rows of the batch."""
    by_table: dict[str, dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        by_table[row.table][row.object_id] = row.version
    changed: Counter[str] = Counter()
    for table, versions in by_table.items():
        stored = MAPPINGS[table].model.everything.filter(pk__in=versions).order_by("pk")
        # Held from here on: who is changing one of them now is waited for.
        held = stored.select_for_update(of=("self",))
        for pk, version in held.values_list("pk", "version"):
            changed[table] += version != versions[pk]
    added: Counter[str] = Counter()
    for table, rows_since in _added_since(made):
        added[table] += len(rows_since)
    mine = list(made.get("client", ()))
    joined = Client.objects.filter(Q(pk__in=mine) | Q(same_as__in=mine), same_as__isnull=False)
    changed["client"] += joined.count()
    if changed.total() or added.total():
        raise BuiltOn(+changed, +added)


def _added_since(made: Mapping[str, Mapping[UUID, int]]) -> Iterator[tuple[str, set[UUID]]]:
    """Rows that point to those of the batch and are not of it: by table, or where no package has
    such rows, under the one name for all of these."""
    written = [(table, of.model, of.only) for table, of in MAPPINGS.items()]
    here = [(HERE, model, only) for model, only in ONLY_HERE.items()]
    for name, model, only in (*written, *here):
        later: set[UUID] = set()
        for column, table in _columns(model):
            if made.get(table):
                rows = model.objects.filter(**{f"{column}__in": list(made[table])}, **only)
                later |= set(rows.values_list("pk", flat=True))
        yield name, later - set(made.get(name, ()))


def _columns(model: type[RecordModel]) -> Iterator[tuple[str, str]]:
    """The columns in which a model names rows of the package's tables. Of two rows that were
    joined, `same_as` says so for itself."""
    tables = {mapping.model: table for table, mapping in MAPPINGS.items()}
    for field in model._meta.local_fields:
        if field.related_model in tables and field.name != "same_as":
            yield field.attname, tables[field.related_model]


# What clocks and Today follow, beside what happened.
PLANNED = ("outreach_choice", "series", "appointment", "meeting_note")


def _touched(rows: list[ImportedRow]) -> Touched:
    """Whom the batch spoke of, before its rows are gone."""
    touched = Touched()
    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.table].append(row.object_id)
    touched.clients |= set(ids["client"])
    touched.enrolments |= set(ids["enrolment"])
    touched.jobs |= set(ids["job"])
    touched.programs |= set(ids["program"])
    touched.employer_contacts |= set(ids["employer_contact"])
    for table in ("referral", "enrolment", "contact", "job", "employer_contact", "pause") + PLANNED:
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
