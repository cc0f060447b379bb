"""The authorities and agencies of a package: found by their ids, or made."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

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


def open_places(package: Package, *, only_agency: UUID | None, by: UUID | None) -> dict[str, Place]:
    """Every agency the package may write to, by its id there. New ones are made."""
    known = agencies_by_source()
    if only_agency is not None:
        return _only(package, known, only_agency, by)
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


def stored_places(only_agency: UUID | None = None) -> dict[str, Place]:
    """The agencies already here, or the one."""
    return {
        source: _place(pk, False, None)
        for source, pk in agencies_by_source().items()
        if only_agency in (None, pk)
    }


def _only(
    package: Package, known: dict[str, UUID], agency_id: UUID, by: UUID | None
) -> dict[str, Place]:
    """One agency's own import: whatever id it gives itself, it writes to itself alone."""
    named = [row.agency_id for row in package.rows("agency")]
    others = {source for source, pk in known.items() if pk != agency_id}
    if len(named) > 1 or others & set(named):
        raise NotYours
    mine = [source for source, pk in known.items() if pk == agency_id]
    place = _place(agency_id, False, by)
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
    found, _made = Authority.objects.get_or_create(
        pk=pk, defaults={"name": row.name, "source_id": row.authority_id}
    )
    return found


def _place(pk: UUID, is_new: bool, by: UUID | None) -> Place:
    actor = service_in("import", pk, on_behalf_of=by)
    set_context(actor)
    return Place(pk, Agency.objects.values_list("timezone", flat=True).get(pk=pk), actor, is_new)


def agency_of(table: str, row: Any, refs: Refs) -> UUID:
    """Whose row this is: its own agency_id, else that of the first row it points to."""
    if "agency_id" in TABLE[table].names:
        return refs.places[row.agency_id].id
    for column, (_attname, target) in MAPPINGS[table].refs.items():
        source_id = getattr(row, column)
        if source_id and (found := refs.find(target, source_id)):
            return found.agency_id
    raise LookupError(f"{table}: no agency for {row[0]!r}")
