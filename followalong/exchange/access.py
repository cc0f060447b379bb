"""Who may read what was brought in."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.core.actor import Actor


def batch(actor: Actor) -> Q:
    if not can(actor.role, Permission.EXCHANGE_IMPORT):
        return NOBODY
    return Q(agency_id=actor.agency_id)
