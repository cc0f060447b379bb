"""Who may read an agency's own rows. Colleagues know each other; strangers see nothing."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import ROLES
from followalong.core.actor import Actor


def colleagues(actor: Actor) -> Q:
    """Rows every member of the agency may read: programs, sites, teams, who works here."""
    role = ROLES.get(actor.role)
    if role is None or role.is_guest:
        return NOBODY
    return Q(agency_id=actor.agency_id)
