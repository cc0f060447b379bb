"""Who may read people's records, as Q objects by field name.

A role's reach (roles.py) says how far; the dated rows of Relation say whom that opens. The ids
come as a subquery, so that a list of one client's rows stays a look-up by that client.
"""

from functools import lru_cache

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from followalong.agencies.base import NOBODY
from followalong.agencies.prevents import Prevent
from followalong.agencies.roles import ROLES, Permission, Reach, can
from followalong.core.actor import Actor, ActorKind
from followalong.core.kept import READERS, KeptSubquery

_ = str  # marks words for the catalogues; pages translate them

# A guest whom a tie alone does not let in: the choice of the person that must stand besides.
NEEDS_YES = {"vr_counsellor": "VR"}


def client(actor: Actor) -> Q:
    return _reached(actor, "pk")


def about_client(actor: Actor) -> Q:
    """Rows about one client: readable when the client is."""
    return _reached(actor, "client_id")


def about_client_or_nobody(actor: Actor) -> Q:
    """Rows that may be about no client: those are the agency's own.

    A subquery of ids beside an `or` would be read whole before one person's rows are looked at;
    a look-up of the relation stays one.
    """
    by = ties(actor)
    if by is None:
        return _reached(actor, "client_id")
    if actor.role in NEEDS_YES:
        by &= _agreed_to(NEEDS_YES[actor.role])
    tied = relations().filter(by, client=OuterRef("client_id"))
    return Exists(tied) | Q(client_id__isnull=True)


def own(actor: Actor) -> Q | None:
    """What the person reads of their own record through their link; None for everybody else.

    Only rules that ask for it open anything to them.
    """
    if actor.kind != ActorKind.PUBLIC or actor.client_id is None:
        return None
    mine = apps.get_model("clients", "Client").objects.filter(
        Q(pk=actor.client_id) | Q(same_as=actor.client_id)
    )
    return Q(client_id__in=mine.values("pk"))


def broke_glass(actor: Actor, column: str = "client_id") -> Q:
    """The one person whom this member opened in an emergency, for as long as that lasts."""
    if not can(actor.role, Permission.EMERGENCY_OPEN):
        return NOBODY
    now = timezone.now()
    looks = apps.get_model("clients", "EmergencyLook").objects.filter(
        membership_id=actor.membership_id, began_at__lte=now, until__gt=now, ended_at__isnull=True
    )
    opened = looks.values("client_id")
    rows = apps.get_model("clients", "Client").objects
    people = rows.filter(Q(pk__in=opened) | Q(same_as__in=opened))
    return Q(**{f"{column}__in": people.values("pk")})


def broke_glass_person(actor: Actor) -> Q:
    return broke_glass(actor, "pk")


def emergency_look(actor: Actor) -> Q:
    """That somebody opened a person in an emergency: who did it, and who answers for privacy."""
    if actor.kind == ActorKind.SERVICE or can(actor.role, Permission.AUDIT_VIEW):
        return about_client(actor)
    return Q(membership_id=actor.membership_id)


def talk(actor: Actor) -> Q:
    """What people decided about employers: for those who go along with them or speak with
    employers, and not for who is outside the team (domain.md 6: disclosure content is not a
    clinician's)."""
    if (mine := own(actor)) is not None:
        return mine
    may = (Permission.JOB_VIEW, Permission.EMPLOYER_VIEW)
    if actor.kind == ActorKind.SERVICE or any(can(actor.role, one) for one in may):
        return about_client(actor)
    return NOBODY


def choice(actor: Actor) -> Q:
    """What people chose to allow, as `talk`. Who keeps counselling notes reads besides whom the
    person lets read those, and no other choice."""
    opened = talk(actor)
    if opened == NOBODY and can(actor.role, Permission.COUNSELLING_WRITE):
        return about_client(actor) & Q(type="SUD_COUNSELLING")
    return opened


def disagreement(actor: Actor) -> Q:
    """What a person said against an entry: for who opens the person, and for themselves. It is
    only ever asked for beside an entry that passed the gate."""
    mine = own(actor)
    return about_client(actor) if mine is None else mine


def lock(actor: Actor) -> Q:
    """What somebody had locked away: for who writes that down, and never for whom it binds."""
    if (mine := own(actor)) is not None:
        return mine
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.LOCK_EDIT):
        return NOBODY
    return about_client(actor) & ~Q(pk__in=[one.lock_id for one in actor.locked_away or ()])


def referral(actor: Actor) -> Q:
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.REFERRAL_VIEW):
        return NOBODY
    return enrolment(actor)


def asked(actor: Actor) -> Q:
    """What belongs to one referral: readable when the referral is."""
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.REFERRAL_VIEW):
        return NOBODY
    if actor.team_id and reach_of(actor) == Reach.PROGRAM:
        return Q(referral__program_id=actor.team_id)
    return about_client(actor)


def set_up(actor: Actor) -> Q:
    """How a program's referrals arrive: for whoever may set that up, in their own program."""
    if actor.kind == ActorKind.SERVICE:
        return Q(agency_id=actor.agency_id)
    if not can(actor.role, Permission.REFERRAL_SET_UP):
        return NOBODY
    return Q(program_id=actor.team_id) if actor.team_id else Q(agency_id=actor.agency_id)


def client_file(actor: Actor) -> Q:
    """Files of reachable people, for those who may open files at all."""
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.FILE_VIEW):
        return NOBODY
    return about_client(actor)


def _for_others(actor: Actor) -> Q | None:
    if actor.kind == ActorKind.SERVICE:
        return None
    supervisor = Q(membership__supervisor=actor.membership_id)
    if can(actor.role, Permission.CASELOAD_ASSIGN):
        supervisor |= Q(membership__supervisor__isnull=True)
    mine = Q(membership=actor.membership_id)
    return ~Q(sees="lead") | mine | supervisor


FOR_LEAD = Prevent(
    "for_lead",
    _(
        "It is for its adder and their supervisor alone; where nobody is named as supervisor, for"
        " whoever leads the caseloads."
    ),
    _for_others,
)


def _still_here(actor: Actor) -> Q:
    return Q(let_go_on__isnull=True)


LET_GO = Prevent(
    "let_go",
    _("The record was let go: only a number and dates are left of it."),
    _still_here,
)


def correction(actor: Actor) -> Q:
    """That something was taken off a record: for those who may open it or put it back."""
    reads = (Permission.SEALED_VIEW, Permission.CORRECTION_UNDO)
    if actor.kind != ActorKind.SERVICE and not any(can(actor.role, one) for one in reads):
        return NOBODY
    return about_client_or_nobody(actor)


def enrolment(actor: Actor) -> Q:
    """Of reachable people; a program's own staff see that program's only."""
    if actor.team_id and reach_of(actor) == Reach.PROGRAM:
        return Q(program_id=actor.team_id)
    return about_client(actor)


def demographic(actor: Actor) -> Q:
    """What people said about themselves: for whoever may put their record right, and for the
    services that count and carry it. Everybody else has the counts."""
    may = (Permission.CLIENT_EDIT, Permission.DEMOGRAPHIC_EXPORT)
    if actor.kind != ActorKind.SERVICE and not any(can(actor.role, one) for one in may):
        return NOBODY
    return about_client(actor)


def answer_count(actor: Actor) -> Q:
    """Counts of one's own program; of all, without those of addiction programs, for who works in
    none and is not opened to them."""
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.DEMOGRAPHIC_COUNT):
        return NOBODY
    if actor.team_id and reach_of(actor) == Reach.PROGRAM:
        return Q(program_id=actor.team_id)
    return Q() if actor.sees_sud else ~Q(program__setting="addiction")


def duplicate(actor: Actor) -> Q:
    """Pairs for those who review them, and only where both rows are open to the reviewer.

    The joins matter: the database hides a row of the addiction program, and so the pair with it.
    """
    if actor.kind != ActorKind.SERVICE and not can(actor.role, Permission.DUPLICATE_REVIEW):
        return NOBODY
    both = Q(client__withdrawn_at__isnull=True, other__withdrawn_at__isnull=True)
    return both & _reached(actor, "client_id") & _reached(actor, "other_id")


def reach_of(actor: Actor) -> Reach:
    """How far: a service as its row says; a member only where the role opens a person at all."""
    role = ROLES.get(actor.role)
    if role is None:
        return Reach.NONE
    opens = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.CLIENT_VIEW)
    return role.reach if opens else Reach.NONE


def _reached(actor: Actor, column: str) -> Q:
    reach = reach_of(actor)
    if reach == Reach.AGENCY or (reach == Reach.PROGRAM and actor.team_id is None):
        return Q(agency_id=actor.agency_id)
    by = ties(actor)
    if by is None:
        return NOBODY
    if actor.role in NEEDS_YES:
        tied = relations().filter(by, _agreed_to(NEEDS_YES[actor.role]))
        return Q(**{f"{column}__in": tied.values("client_id")})
    return Q(**{f"{column}__in": _opened(by)})


def _agreed_to(kind: str) -> Q:
    """On relations: the person's yes, which they can take back from one request to the next."""
    from followalong.clients.agreed import agreed

    return agreed(kind)


@lru_cache(maxsize=READERS)
def _opened(by: Q) -> KeptSubquery:
    """The ids of the people whom these relations open."""
    return KeptSubquery(relations().filter(by).values("client_id"))


def ties(actor: Actor) -> Q | None:
    """The relations that open people to this actor; None where it is not relations that do."""
    reach = reach_of(actor)
    if reach == Reach.RELATED:
        return _related(actor)
    if reach == Reach.PROGRAM and actor.team_id is not None:
        return _related(actor) | Q(program_id=actor.team_id)
    return None


def relations() -> QuerySet:
    return apps.get_model("clients", "Relation").objects.all()


def _related(actor: Actor) -> Q:
    """A dated relation of this very membership, today."""
    today = timezone.localdate()
    return Q(
        Q(to_on__isnull=True) | Q(to_on__gte=today),
        membership_id=actor.membership_id,
        from_on__lte=today,
    )
