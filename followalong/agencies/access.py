"""Who may read an agency's own rows. Colleagues know each other; strangers see nothing."""

from typing import Any

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import ROLES, Permission, can
from followalong.core.actor import Actor, ActorKind


def colleagues(actor: Actor) -> Q:
    """Rows every member of the agency may read: programs, sites, teams, who works here."""
    role = ROLES.get(actor.role)
    if role is None or role.is_guest:
        return NOBODY
    return Q(agency_id=actor.agency_id)


def anyone_here(actor: Actor) -> Q:
    """Rows that every member and guest may read: what a printed page says of the agency."""
    return Q(agency_id=actor.agency_id) if actor.role in ROLES else NOBODY


def invitations(actor: Actor) -> Q:
    """Who was invited and when, for those who may see who works here."""
    return colleagues(actor) if can(actor.role, Permission.STAFF_VIEW) else NOBODY


def identities(actor: Actor) -> Q:
    """By which subject somebody is known: themselves, and those who set the agency up."""
    if can(actor.role, Permission.AGENCY_EDIT):
        return Q(agency_id=actor.agency_id)
    return Q(agency_id=actor.agency_id, user_id=actor.user_id) if actor.user_id else NOBODY


def directories(actor: Actor) -> Q:
    """The agency's directory and whom it knows: those who set the agency up."""
    return Q(agency_id=actor.agency_id) if can(actor.role, Permission.AGENCY_EDIT) else NOBODY


def first_weeks(actor: Actor) -> Q:
    """What somebody did of the list of their first weeks: themselves, and who leads them."""
    if actor.kind == ActorKind.SERVICE:
        return colleagues(actor)
    own = Q(membership_id=actor.membership_id)
    return own | led_by(actor, "membership__") if can(actor.role, Permission.STAFF_GUIDE) else own


def led_by(actor: Actor, path: str = "") -> Q:
    """Members whom this one supervises, or who work in the program that this one leads."""
    led = Q(**{f"{path}supervisor_id": actor.membership_id})
    if actor.team_id is None:
        return led | Q(**{f"{path}agency_id": actor.agency_id})
    return led | Q(**{f"{path}program_id": actor.team_id})


def leads(actor: Actor, membership: Any) -> bool:
    """The same as `led_by`, of a row that is at hand."""
    if membership.supervisor_id == actor.membership_id:
        return True
    return actor.team_id is None or membership.program_id == actor.team_id
