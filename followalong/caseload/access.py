"""Who may read contacts and what follows from them."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients import access as clients
from followalong.core.actor import Actor, ActorKind


def contact(actor: Actor) -> Q:
    """Contacts of reachable people. A peer's own notes are the peer's.

    Who logs contacts without reading the others' (peers, benefits counsellors) reads their own.
    """
    own = Q(membership_id=actor.membership_id)
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.CONTACT_VIEW):
        logs = any(
            can(actor.role, p) for p in (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)
        )
        return own if logs else NOBODY
    rows = clients.about_client_or_nobody(actor)
    if actor.kind == ActorKind.SERVICE:
        return rows
    return rows & (~Q(label="PEER") | own)


def own(actor: Actor) -> Q:
    """Rows that only their writer reads: drafts."""
    return Q(membership_id=actor.membership_id)


def own_or_shared(actor: Actor) -> Q:
    """One's own texts and views, and those that the program or the agency shares."""
    if actor.kind == ActorKind.SERVICE:
        return Q(agency_id=actor.agency_id)
    shared = Q(is_shared=True)
    if actor.team_id is not None:
        shared &= Q(program_id=actor.team_id) | Q(program__isnull=True)
    return own(actor) | shared
