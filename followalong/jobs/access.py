"""Who may read jobs and activities."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients import access as clients
from followalong.core.actor import Actor, ActorKind


def job(actor: Actor) -> Q:
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.JOB_VIEW):
        return NOBODY
    return clients.about_client(actor)
