"""Who may read contacts and what follows from them."""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.clients import access as clients
from followalong.clients.agreed import agreed_to_team
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


def meeting(actor: Actor) -> Q:
    """Team meetings of one's program, and of the teams one belongs to. Whoever only reads minutes
    (a clinician) has those of their own treatment teams."""
    if actor.kind == ActorKind.SERVICE:
        return Q(agency_id=actor.agency_id)
    ours = Q(team__in=_teams_of(actor))
    if can(actor.role, Permission.MEETING_EDIT) or can(actor.role, Permission.EXCHANGE_EXPORT):
        if actor.team_id is not None:
            return Q(program_id=actor.team_id) | Q(program__isnull=True) | ours
        return Q() if actor.sees_sud else ~Q(program__setting="addiction") | ours
    if can(actor.role, Permission.MEETING_VIEW):
        return Q(type="TREATMENT_TEAM", is_planned=False) & ours
    return NOBODY


def of_meeting(actor: Actor) -> Q:
    """What belongs to a meeting that one may read."""
    rows = apps.get_model("caseload", "Meeting").objects.filter(meeting(actor))
    return Q(meeting_id__in=rows.values("pk"))


def meeting_note(actor: Actor) -> Q:
    """What was said about people within reach, in meetings within reach. Outside the program
    only while the person agrees that the treatment team hears of them."""
    about = clients.about_client(actor) & of_meeting(actor)
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.MEETING_EDIT):
        return about
    return about & agreed_to_team() if can(actor.role, Permission.MEETING_VIEW) else NOBODY


def _teams_of(actor: Actor) -> QuerySet:
    """The teams that this membership belongs to today."""
    today = timezone.localdate()
    rows = apps.get_model("agencies", "TeamMembership").objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=today),
        membership_id=actor.membership_id,
        from_on__lte=today,
    )
    return rows.values("team_id")


def own_or_shared(actor: Actor) -> Q:
    """One's own texts and views, and those that the program or the agency shares."""
    if actor.kind == ActorKind.SERVICE:
        return Q(agency_id=actor.agency_id)
    shared = Q(is_shared=True)
    if actor.team_id is not None:
        shared &= Q(program_id=actor.team_id) | Q(program__isnull=True)
    return own(actor) | shared
