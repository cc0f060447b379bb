"""For services that work through all agencies: their ids, and the context of one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils import timezone

from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as


def known_agencies() -> dict[UUID, str | None]:
    """Ids of the installation's agencies with the ids they were imported under."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, source_id FROM known_agencies()")
        return dict(cursor.fetchall())


@contextmanager
def at_work(role: str, agency_id: UUID) -> Iterator[Actor]:
    """The service at work in one agency: its context, and the day that it is there."""
    by = service_in(role, agency_id)
    with acting_as(by):
        zone = Agency.objects.values_list("timezone", flat=True).get(pk=agency_id)
        with timezone.override(zone):
            yield by


def service_in(role: str, agency_id: UUID, *, on_behalf_of: UUID | None = None) -> Actor:
    """The service's actor for one agency, with that agency's pools."""
    with acting_as(Actor(ActorKind.SERVICE, role, agency_id=agency_id)):
        agency = Agency.objects.get(pk=agency_id)
    return service_actor(role, agency, on_behalf_of=on_behalf_of)
