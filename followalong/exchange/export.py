"""Writing an agency's history as a package: the way out is always open."""

import zoneinfo
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q

from followalong.agencies.models import Agency, Authority
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.exchange.format import TABLE, TABLES, PackageWriter
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.stored import stored_rows

# What the format has no column for; export says so.
LEFT_OUT = (
    "referral: who asked, in their own words, decision notes",
    "enrolment: closing notes, searching and working periods (they follow from jobs)",
    "consent: method, the person's words",
    "employer: who to ask for, notes, next visit; sites",
    "employer contact: whom you met, what was learned, honest answers",
    "job: own words, what was learned, support wanted",
    "drafts, clocks, the record of looks",
)


def export_package(
    path: Path, *, by: Actor, agency_id: UUID, since: date | None = None
) -> Counter[str]:
    """Write what the actor may read of the agency to `path`; on the record, naming everyone.

    `since` keeps rows changed on or after that day, and the rows they refer to.
    """
    with acting_as(by), PackageWriter(path) as writer:
        agency = Agency.objects.select_related("authority").get(pk=agency_id)
        zone = zoneinfo.ZoneInfo(agency.timezone)
        name = agency.source_id or str(agency.pk)
        _places(writer, agency, name)
        changed = _changed(by, agency, since) if since else None
        for table in TABLES:
            if table.name not in MAPPINGS:
                continue
            rows = _rows(table.name, by)
            if changed is not None:
                rows = rows.filter(pk__in=changed[table.name])
            for _pk, row in stored_rows(table.name, rows, zone, name):
                writer.add(table, row)
        clients = Client.objects.visible_to(by).values_list("pk", flat=True)
        if changed is not None:
            clients = clients.filter(pk__in=changed["client"])
        record(
            by=by,
            action="package.exported",
            subject=agency,
            clients=clients,
            row_count=sum(writer.rows.values()),
        )
    return writer.rows


def _rows(table: str, by: Actor) -> Any:
    mapping = MAPPINGS[table]
    return mapping.model.objects.visible_to(by).filter(**mapping.only).order_by("pk")


def _places(writer: PackageWriter, agency: Agency, name: str) -> None:
    authority: Authority | None = agency.authority
    above = None
    if authority is not None:
        above = authority.source_id or str(authority.pk)
        writer.add("authority", TABLE["authority"].row(above, authority.name))
    writer.add(
        "agency", TABLE["agency"].row(name, above, agency.name, agency.pack, agency.timezone)
    )


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
