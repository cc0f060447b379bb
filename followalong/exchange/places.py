"""The authorities and agencies of a package: found by their ids, or made."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from followalong.agencies.actors import service_actor
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency, Authority
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.ids import uuid7
from followalong.exchange.format import TABLE, Package
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.refs import Place, Refs, agencies_by_source


class NotYours(Exception):
    """The package speaks of an agency other than the one that brings it in."""

    def __init__(self) -> None:
        super().__init__(_("This package is about another agency. You can bring in your own."))


def open_places(package: Package, *, only_agency: UUID | None, by: UUID | None) -> dict[str, Place]:
    """Every agency the package may write to, by its id there. New ones are made."""
    if only_agency is not None:
        return own_place(package, only_agency, by)
    known = agencies_by_source()
    opened: dict[str, Place] = {}
    authorities = {row.authority_id: row for row in package.rows("authority")}
    for row in package.rows("agency"):
        is_new = row.agency_id not in known
        pk = _make(row, authorities) if is_new else known[row.agency_id]
        opened[row.agency_id] = _place(pk, is_new, by)
    for source, pk in known.items():
        if source not in opened:
            opened[source] = _place(pk, False, by)
    return opened


def stored_places() -> dict[str, Place]:
    """The agencies already here."""
    return {source: _place(pk, False, None) for source, pk in agencies_by_source().items()}


def own_place(package: Package, agency_id: UUID, by: UUID | None) -> dict[str, Place]:
    """One agency's own import: it writes to itself alone, by whatever id it may call itself.

    An agency that came from a package keeps the id it had there. Nothing is asked about other
    agencies, so that the answer says nothing about them. Raises NotYours.
    """
    place = _place(agency_id, False, by)
    source = Agency.objects.values_list("source_id", flat=True).get(pk=agency_id)
    mine = {source or str(agency_id), str(agency_id)}
    # Rows that cannot be read are for the check to report.
    named = {line.cells[0] for line in package.lines(TABLE["agency"]) if line.cells}
    if len(named) > 1 or (source and not named <= mine):
        raise NotYours
    return dict.fromkeys([*mine, *named], place)


def _make(row: Any, authorities: dict[str, Any]) -> UUID:
    agency = Agency(
        id=uuid7(),
        name=row.name,
        pack=row.pack,
        timezone=row.timezone,
        source_id=row.agency_id,
        authority=_authority(authorities[row.authority_id]) if row.authority_id else None,
    )
    set_context(service_actor("import", agency))
    agency.save(force_insert=True)
    return agency.pk


def _authority(row: Any) -> Authority:
    """The authority's id is worked out from its name there, so that all its agencies meet."""
    pk = uuid5(NAMESPACE_URL, f"followalong:authority:{row.authority_id}")
    set_context(Actor(ActorKind.SERVICE, "import", pools=(pk,)))
    found, _is_new = Authority.objects.get_or_create(
        pk=pk, defaults={"name": row.name, "source_id": row.authority_id}
    )
    return found


def _place(pk: UUID, is_new: bool, by: UUID | None) -> Place:
    actor = service_in("import", pk, on_behalf_of=by)
    set_context(actor)
    return Place(pk, Agency.objects.values_list("timezone", flat=True).get(pk=pk), actor, is_new)


def agencies_that_differ(
    package: Package, opened: dict[str, Place]
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Cells of agencies already here that the package says otherwise. They stay as they are here:
    the days of all that is stored were told by the agency's own time zone."""
    for line, row in package.numbered_rows("agency"):
        place = opened[row.agency_id]
        set_context(place.actor)
        agency = Agency.objects.get(pk=place.id)
        for column in ("name", "pack", "timezone"):
            if getattr(agency, column) != getattr(row, column):
                conflict = {"table": "agency", "id": row.agency_id, "column": column, "line": line}
                yield place, conflict


def agency_of(table: str, row: Any, refs: Refs) -> UUID:
    """Whose row this is: its own agency_id, else that of the first row it points to."""
    if "agency_id" in TABLE[table].names:
        return refs.places[row.agency_id].id
    for column, (_attname, target) in MAPPINGS[table].refs.items():
        source_id = getattr(row, column)
        if source_id and (found := refs.find(target, source_id)):
            return found.agency_id
    raise LookupError(f"{table}: no agency for {row[0]!r}")
