"""Writing an agency's history as a package: the way out is always open."""

import zoneinfo
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Agency, Authority
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.clients.agreed import signed_enough
from followalong.clients.locks import locked_from_anybody
from followalong.clients.models import Client
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as, take_time
from followalong.exchange.format import TABLE, TABLES, PackageWriter, Table
from followalong.exchange.format.rules import broken_rules
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.stored import stored_rows

# What the format has no column for; export says so.
LEFT_OUT = (
    _("referral: who asked and their words, notes on the decision"),
    _("referral: who follows it up, why somebody waits, the first talk and its answers"),
    _("secrets of links for clinics: after an import each link has a new address to give out"),
    _("wishes to meet a peer"),
    _("enrolment: closing notes, searching and working periods (they follow from jobs)"),
    _("consent: method, the person's words, and what still waits for a signature"),
    _("employer: who to ask for, notes, next visit; sites"),
    _("employer contact: whom you met, what was learned, honest answers"),
    _("job: own words, what was learned, support wanted"),
    _("staff whose role the format does not have, such as privacy officers and guests"),
    _("what people said about themselves, unless the privacy officer or the operator takes it out"),
    _("which records are of one person: both are written as they are"),
    _("files of people"),
    _("notes of counselling sessions and who may read them: the law keeps those apart"),
    _("what people do not agree with in their record"),
    _("what people had locked away, from whomever, and that they did; the package says so"),
    _("what meetings said about people who are not enrolled"),
    _("drafts, clocks, short texts, the record of looks"),
    _("records that were let go: of them only figures are left here"),
    _("what was taken off a record; no package says that a row of an earlier one is gone"),
)

NOT_WHOLE = (
    "People had something of their record locked away. It is not in this package: ask them before "
    "you rely on a record being whole."
)


class Exported(NamedTuple):
    """Rows written, and rows left out since they cannot stand without one that was not."""

    rows: Counter[str]
    dependent: Counter[str]


def export_package(
    path: Path,
    *,
    by: Actor,
    agency_id: UUID,
    since: date | None = None,
    with_locked: bool = False,
) -> Exported:
    """Write what the actor may read of the agency to `path`; on the record, naming everyone.

    What people had locked away, from whomever, does not leave with it, and the package says that
    something stayed. `with_locked` is for the operator who moves an agency as a whole.

    `since` keeps rows changed on or after that day, and the rows they refer to. The package stands
    on its own: it refers to nothing that it does not hold.
    """
    with acting_as(by), PackageWriter(path) as writer:
        take_time()
        if not with_locked and (locked := locked_from_anybody(agency_id)):
            by = replace(by, locked_away=locked)
            writer.notes.append(NOT_WHOLE)
        agency = Agency.objects.select_related("authority").get(pk=agency_id)
        _places(writer, agency)
        changed = _changed(by, agency, since) if since else None
        dependent: Counter[str] = Counter()
        written: dict[str, set[str]] = {}
        for table in TABLES:
            if table.name in MAPPINGS:
                dependent[table.name] += _write(writer, table, by, agency, changed, written)
        clients = Client.objects.visible_to(by).values_list("pk", flat=True)
        if changed is not None:
            clients = clients.filter(pk__in=changed["client"])
        record(
            by=by,
            action="package.exported",
            subject=agency,
            clients=clients,
            row_count=writer.rows.total(),
        )
    return Exported(writer.rows, +dependent)


def _write(
    writer: PackageWriter,
    table: Table,
    by: Actor,
    agency: Agency,
    changed: dict[str, set[UUID]] | None,
    written: dict[str, set[str]],
) -> int:
    """Write one table; answer how many of its rows could not stand."""
    zone, left = zoneinfo.ZoneInfo(agency.timezone), 0
    rows = _rows(table.name, by)
    if changed is not None:
        rows = rows.filter(pk__in=changed[table.name])
    stored = stored_rows(table.name, rows, zone, name_of(agency))
    found: Iterable[Any] = (row for _pk, row in stored)
    ids = written.setdefault(table.name, set())
    if any(target == table.name for _position, target in table.references):
        found = list(found)  # a supervisor may stand further down
        ids |= {row[0] for row in found}
    for row in found:
        standing = _standing(table, row, written)
        if standing is None:
            left += 1
            continue
        writer.add(table, standing)
        if table.has_id:
            ids.add(row[0])
    return left


def _standing(table: Table, row: Any, written: dict[str, set[str]]) -> Any | None:
    """The row without references that lead out of the package, and without codes that the format
    does not have; None if it needs one of them."""
    gone = [
        table.columns[position]
        for position, target in table.references
        if target != "agency" and row[position] and row[position] not in written[target]
    ]
    gone += [
        column
        for column in table.columns
        if column.codes and (code := getattr(row, column.name)) and code not in column.codes
    ]
    if not gone:
        return row
    row = row._replace(**{column.name: None for column in gone})
    is_broken = any(column.required for column in gone) or any(broken_rules(table, row))
    return None if is_broken else row


def packed(*, by: Actor, agency_id: UUID, since: date | None) -> bytes:
    """The package as the bytes of a zip; its file is gone when this returns."""
    with TemporaryDirectory(prefix="followalong-export-") as folder:
        path = Path(folder) / "package.zip"
        export_package(path, by=by, agency_id=agency_id, since=since)
        return path.read_bytes()


def name_of(agency: Agency) -> str:
    """What a package calls the agency."""
    return agency.source_id or str(agency.pk)


def _rows(table: str, by: Actor) -> Any:
    mapping = MAPPINGS[table]
    if table == "demographic" and not _carries_answers(by):
        return mapping.model.objects.none()
    rows = mapping.model.objects.visible_to(by).filter(**mapping.only)
    if table == "consent":  # the format does not say how a yes was given
        rows = rows.filter(signed_enough())
    if mapping.needs:
        rows = rows.filter(**{f"{mapping.needs}__isnull": False})
    return rows.order_by("pk")


def _carries_answers(by: Actor) -> bool:
    """What people said about themselves goes out with the operator's package, and with the one
    that the privacy officer makes; everybody else has the counts."""
    return by.kind == ActorKind.SERVICE or can(by.role, Permission.DEMOGRAPHIC_EXPORT)


def _places(writer: PackageWriter, agency: Agency) -> None:
    authority: Authority | None = agency.authority
    above = None
    if authority is not None:
        above = authority.source_id or str(authority.pk)
        writer.add("authority", TABLE["authority"].row(above, authority.name))
    row = TABLE["agency"].row
    writer.add("agency", row(name_of(agency), above, agency.name, agency.pack, agency.timezone))


def _changed(by: Actor, agency: Agency, since: date) -> dict[str, set[UUID]]:
    """Ids of rows changed on or after the day, then, table by table upwards, their parents."""
    start = datetime.combine(since, time.min, zoneinfo.ZoneInfo(agency.timezone))
    wanted: dict[str, set[UUID]] = {}
    for table in (t.name for t in TABLES if t.name in MAPPINGS):
        rows = _rows(table, by).filter(Q(changed_at__gte=start))
        wanted[table] = set(rows.values_list("pk", flat=True))
    for table in reversed(wanted):
        while new := _parents(table, wanted):
            for target, ids in new.items():
                wanted[target] |= ids
            if table not in new:
                break
    return wanted


def _parents(table: str, wanted: dict[str, set[UUID]]) -> dict[str, set[UUID]]:
    """Rows that wanted rows of this table point to and that are not wanted yet."""
    mapping = MAPPINGS[table]
    rows = mapping.model.objects.filter(pk__in=wanted[table])
    new: dict[str, set[UUID]] = {}
    for attname, target in mapping.refs.values():
        ids = set(rows.values_list(attname, flat=True)) - {None} - wanted[target]
        if ids:
            new[target] = new.get(target, set()) | ids
    return new
