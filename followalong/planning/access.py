"""Who may read what people said about the work they want."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients.access import about_client
from followalong.core.actor import Actor, ActorKind


def _who_may(actor: Actor, *all_of: Permission) -> Q:
    if actor.kind != ActorKind.SERVICE and not all(can(actor.role, one) for one in all_of):
        return NOBODY
    return about_client(actor)


def profile(actor: Actor) -> Q:
    return _who_may(actor, Permission.PROFILE_VIEW)


def legal_history(actor: Actor) -> Q:
    """A part of the profile that fewer open: whoever talks it through, and answers for privacy."""
    return _who_may(actor, Permission.PROFILE_VIEW, Permission.LEGAL_VIEW)


def plan(actor: Actor) -> Q:
    """The shared view of the plan, peers among its readers; the profile behind it stays closed."""
    return _who_may(actor, Permission.ACTION_PLAN_VIEW)
