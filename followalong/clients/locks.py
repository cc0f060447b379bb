"""Which locks bind a member: asked when they come in, and by whoever reads unasked."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from followalong.agencies.roles import Permission, can
from followalong.clients.models import Client, Lock
from followalong.core.actor import Actor, LockedAway


def locked_from(actor: Actor) -> tuple[LockedAway, ...]:
    """Every lock that stands and binds this member, on all rows of the person it is about."""
    rows = Lock.objects.filter(binds(actor), agency_id=actor.agency_id, lifted_on__isnull=True)
    return _as_locks(rows.exclude(keepers__contains=[actor.membership_id]))


def locked_from_anybody(agency_id: UUID) -> tuple[LockedAway, ...]:
    """Every lock that stands, whomever it binds: what does not leave the agency."""
    return _as_locks(Lock.objects.filter(agency_id=agency_id, lifted_on__isnull=True))


def _as_locks(rows: QuerySet[Lock]) -> tuple[LockedAway, ...]:
    rows = rows.annotate(person=Coalesce("client__same_as_id", "client_id"))
    joined = Client.everything.filter(Q(pk=OuterRef("person")) | Q(same_as=OuterRef("person")))
    found = rows.annotate(clients=ArraySubquery(joined.values("pk"))).order_by("pk")
    return tuple(
        LockedAway(pk, tuple(sorted(clients)), part, row_type, row_id)
        for pk, clients, part, row_type, row_id in found.values_list(
            "pk", "clients", "part", "row_type", "row_id"
        )
    )


def binds(actor: Actor) -> Q:
    """Whom a lock names. Who answers for privacy is bound only where named as a person."""
    named = Q(membership_id=actor.membership_id)
    if actor.user_id:
        named |= Q(membership__user_id=actor.user_id)
    if can(actor.role, Permission.SEALED_VIEW):
        return named
    everybody = Q(membership__isnull=True, role__isnull=True, program__isnull=True)
    by_program = Q(program_id=actor.team_id) if actor.team_id else Q(pk__in=[])
    return named | Q(role=actor.role) | by_program | everybody
