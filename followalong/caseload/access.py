"""Who may read contacts and what follows from them."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from followalong.agencies.base import NOBODY
from followalong.agencies.prevents import Prevent
from followalong.agencies.roles import Permission, can
from followalong.clients import access as clients
from followalong.clients.agreed import agreed_to_team, let_read
from followalong.core.actor import Actor, ActorKind

_ = str  # marks words for the catalogues; pages translate them


def contact(actor: Actor) -> Q:
    """Contacts of reachable people, for as long as they are within reach.

    Who logs contacts without reading the others' (peers, benefits counsellors) reads their own.
    """
    rows = clients.about_client_or_nobody(actor)
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.CONTACT_VIEW):
        return rows
    logs = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)
    return rows & own(actor) if any(can(actor.role, p) for p in logs) else NOBODY


def emergency_contact(actor: Actor) -> Q:
    """In an emergency, the notes of that one person, for roles that read notes at all."""
    reads = can(actor.role, Permission.CONTACT_VIEW)
    return clients.broke_glass(actor) if reads else NOBODY


def _not_peers(actor: Actor) -> Q | None:
    if actor.kind == ActorKind.SERVICE:
        return None
    return Q(is_private=False) & ~Q(label="PEER") | own(actor)


PEERS_OWN = Prevent(
    "peers_own", _("A peer specialist’s own note is for the peer alone."), _not_peers
)


def own(actor: Actor) -> Q:
    """Rows that only their writer reads: drafts."""
    return Q(membership_id=actor.membership_id)


def counselling_note(actor: Actor) -> Q:
    """Of reachable people, for a member who may read such notes at all: no service, not the
    privacy officer, not the person's link. Whose they are decides the prevent."""
    if actor.kind != ActorKind.MEMBER or not can(actor.role, Permission.COUNSELLING_VIEW):
        return NOBODY
    return clients.about_client(actor)


def emergency_counselling(actor: Actor) -> Q:
    """In a medical emergency, and in no other, of that one person (42 CFR 2.51)."""
    may = actor.sees_locked and can(actor.role, Permission.COUNSELLING_VIEW)
    return clients.broke_glass(actor) if may else NOBODY


def _not_counsellors(actor: Actor) -> Q | None:
    return None if actor.sees_locked else own(actor) | let_read(actor)


COUNSELLING = Prevent(
    "sud_counselling",
    _(
        "A note of a counselling session is for whoever wrote it, and for a colleague whom the"
        " person named in a yes of its own."
    ),
    _not_counsellors,
)


def may_tick(actor: Actor, owner_id: Any) -> bool:
    """Say that a next step is done: any, for who writes the plan; a peer, theirs, the person’s."""
    if can(actor.role, Permission.CONTACT_LOG):
        return True
    is_ours = owner_id is None or owner_id == actor.membership_id
    return can(actor.role, Permission.CONTACT_LOG_PEER) and is_ours


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
    """What was said about people within reach, in meetings within reach."""
    may = (Permission.MEETING_EDIT, Permission.MEETING_VIEW)
    if actor.kind != ActorKind.SERVICE and not any(can(actor.role, one) for one in may):
        return NOBODY
    return clients.about_client(actor) & of_meeting(actor)


def _agreed(actor: Actor) -> Q | None:
    is_inside = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.MEETING_EDIT)
    return None if is_inside else agreed_to_team()


NO_YES_TO_TEAM = Prevent(
    "no_yes_to_team",
    _("The person has not agreed, or no longer agrees, that their treatment team hears of this."),
    _agreed,
)


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
