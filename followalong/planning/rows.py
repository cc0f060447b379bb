"""The rows that this room's pages ask for, before the read gate narrows them."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from followalong.clients.models import Enrolment
from followalong.clients.rows import same_person
from followalong.planning.models import Written


def enrolment_to_write(client_id: UUID) -> QuerySet[Enrolment]:
    """A person's enrolments: what is written belongs to the open one, else to the last."""
    rows = Enrolment.objects.filter(client__in=same_person(client_id))
    rows = rows.select_related("client__same_as")
    return rows.order_by(F("exited_on").desc(nulls_first=True), "-entered_on", "pk")


def standing(model: type[Written], client_id: UUID, **lookup: Any) -> QuerySet:
    """What stands now about a person, the newest first."""
    return versions(model, client_id).filter(is_latest=True, is_gone=False, **lookup)


def versions(model: type[Written], client_id: UUID) -> QuerySet:
    """Everything that ever stood about a person, the newest first."""
    rows = model._default_manager.filter(client__in=same_person(client_id))
    return rows.select_related("membership").order_by("-written_at", "-pk")
