"""Who may read what people ask about their own record, and the answers."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from followalong.agencies import packs
from followalong.agencies.access import led_by
from followalong.agencies.base import NOBODY
from followalong.agencies.prevents import Prevent
from followalong.agencies.roles import Permission, can
from followalong.clients.access import about_client, about_client_or_nobody, own
from followalong.core.actor import Actor, ActorKind


def look_question(actor: Actor) -> Q:
    """The privacy officer, and whoever passed one on."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.AUDIT_VIEW):
        return about_client(actor)
    return Q(asked_by_id=actor.membership_id) & about_client(actor)


def rights_request(actor: Actor) -> Q:
    """Whoever answers requests; those that may be about anybody are the privacy officer's."""
    if (mine := own(actor)) is not None:
        return mine
    if actor.kind == ActorKind.SERVICE:
        return about_client(actor)
    if not can(actor.role, Permission.RIGHTS_ANSWER):
        return NOBODY
    if can(actor.role, Permission.AUDIT_VIEW):
        return about_client(actor)
    for_officer = packs.codes.get("rights_request.kind").where("officer_only")
    return about_client(actor) & ~Q(kind__in=for_officer)


def share(actor: Actor) -> Q:
    """The person, whoever may prepare one, and whoever answers for what left."""
    if (mine := own(actor)) is not None:
        return mine
    may = (Permission.SHARE_EDIT, Permission.DISCLOSURE_REVIEW)
    if actor.kind == ActorKind.SERVICE or any(can(actor.role, one) for one in may):
        return about_client(actor)
    return NOBODY


def own_link(actor: Actor) -> Q:
    """That somebody has a link: for whoever may make one."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.RIGHTS_ANSWER):
        return about_client(actor)
    return NOBODY


def held_back(actor: Actor) -> Q:
    """What a copy leaves out: for whoever makes copies, and so never for the person."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.RIGHTS_ANSWER):
        return about_client(actor)
    return NOBODY


def given_copy(actor: Actor) -> Q:
    """The person on their own page, and whoever may put one there."""
    if (mine := own(actor)) is not None:
        return mine
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.RIGHTS_ANSWER):
        return about_client(actor)
    return NOBODY


def _of_others(actor: Actor) -> Q | None:
    """Asked of the enrolment, which every record has; data brought in may lack assignments."""
    if actor.kind == ActorKind.SERVICE or actor.membership_id is None:
        return None
    person = Coalesce("client__same_as_id", "client_id")
    mine = apps.get_model("clients", "Enrolment").objects.filter(
        specialist_id=actor.membership_id, exited_on__isnull=True
    )
    return Q(~Exists(mine.annotate(person=person).filter(person=OuterRef("client_id"))))


NOT_THEIR_WORKER = Prevent(
    "not_their_worker",
    "The person asked, so somebody other than their own worker answers.",
    _of_others,
)


def look_flag(actor: Actor) -> Q:
    """Every flag about oneself; all of them for the privacy officer."""
    mine = Q(membership_id=actor.membership_id)
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.AUDIT_VIEW):
        return about_client_or_nobody(actor) | mine
    return mine


def access_request(actor: Actor) -> Q:
    """One's own; those of whom one leads, and all of them for the privacy officer."""
    mine = Q(asked_by_id=actor.membership_id)
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.AUDIT_VIEW):
        return Q(agency_id=actor.agency_id)
    return mine | led_by(actor, "asked_by__") if can(actor.role, Permission.ACCESS_DECIDE) else mine


def breach(actor: Actor) -> Q:
    """What went astray, and who was told: for whoever answers for privacy."""
    is_theirs = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.BREACH_EDIT)
    return Q() if is_theirs else NOBODY


def breach_person(actor: Actor) -> Q:
    """Whose information it was: of people whose record they open."""
    is_theirs = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.BREACH_EDIT)
    return about_client(actor) if is_theirs else NOBODY


def retention(actor: Actor) -> Q:
    """How long records are kept: for whoever sees to it, and whoever agrees to let one go."""
    return Q() if _lets_go(actor) else NOBODY


def legal_hold(actor: Actor) -> Q:
    """What must be kept whatever its time: of people whose record they open, or of everybody."""
    may = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.RETENTION_EDIT)
    return about_client_or_nobody(actor) if may else NOBODY


def erasure(actor: Actor) -> Q:
    """That a record is to be let go, or was: a number, days and a rule, and nobody's name. So it
    is open to who agrees without opening a record, and stays open when the record is gone."""
    return Q() if _lets_go(actor) else NOBODY


def _lets_go(actor: Actor) -> bool:
    may = (Permission.RETENTION_EDIT, Permission.ERASURE_AGREE)
    return actor.kind == ActorKind.SERVICE or any(can(actor.role, one) for one in may)
