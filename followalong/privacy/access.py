"""Who may read questions about looks: the privacy officer, and whoever passed one on."""

from django.db.models import Q

from followalong.agencies.roles import Permission, can
from followalong.clients.access import about_client
from followalong.core.actor import Actor, ActorKind


def look_question(actor: Actor) -> Q:
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.AUDIT_VIEW):
        return about_client(actor)
    return Q(asked_by_id=actor.membership_id) & about_client(actor)
