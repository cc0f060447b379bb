"""Who may read openings, and what people said about them."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients.access import about_client
from followalong.core.actor import Actor, ActorKind
from followalong.employers import access


def opening(actor: Actor) -> Q:
    """Openings belong to the team, like the employers that have them."""
    return access.employer(actor)


def answer(actor: Actor) -> Q:
    """For whoever looks for work with the person."""
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.MATCH_EDIT):
        return NOBODY
    return about_client(actor)
