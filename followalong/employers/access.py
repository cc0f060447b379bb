"""Who may read employers and the contacts with them."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients import access as clients
from followalong.core.actor import Actor, ActorKind


def pooled(actor: Actor) -> Q:
    """The shared rows of the pools within reach, for whoever may see an employer at all."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.EMPLOYER_VIEW):
        return Q(pool_id__in=actor.pools)
    return NOBODY


def employer(actor: Actor) -> Q:
    """Employers belong to the team: whoever may see one of the agency's sees all of them."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.EMPLOYER_VIEW):
        return Q(agency_id=actor.agency_id)
    return NOBODY


def employer_contact(actor: Actor) -> Q:
    """For whom a contact was made is told only to those who may open that person.

    Whoever reviews disclosures reads those in which something was said about somebody.
    """
    if (mine := clients.own(actor)) is not None:
        return mine
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.EMPLOYER_VIEW):
        return clients.about_client_or_nobody(actor)
    if can(actor.role, Permission.DISCLOSURE_REVIEW):
        return clients.about_client(actor) & Q(disclosed__in=["unnamed", "name", "service", "more"])
    return NOBODY


def sign_off(actor: Actor) -> Q:
    """What a lead said about a week is for the program whose week it was."""
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.EMPLOYER_VIEW):
        return NOBODY
    if actor.team_id is None:
        return Q()
    return Q(program__isnull=True) | Q(program=actor.team_id)
