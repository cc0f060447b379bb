"""The rows that this room's pages ask for, before the read gate narrows them."""

import datetime as dt
from collections.abc import Collection
from functools import reduce
from itertools import product
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone as clock

from followalong.agencies.base import AgencyQuerySet
from followalong.agencies.models import Leave, Membership, Program, Site
from followalong.agencies.roles import ROLES, Permission
from followalong.agencies.rows import here_on, programs, sites
from followalong.clients.models import (
    AnswerCount,
    Client,
    EmergencyLook,
    Enrolment,
    PeerMeeting,
    Referral,
    ReferralLink,
    ReferralRoute,
)
from followalong.clients.rules import ReferralDecision
from followalong.core.actor import Actor

WAITING = Q(decision__in=[ReferralDecision.PENDING, ReferralDecision.WAITLISTED]) | Q(
    decision__isnull=True
)
# Of a row about somebody: the row that stands for them.
PERSON = Coalesce("client__same_as", "client")
# How long a person who was welcomed stays in the inbox without a first day.
RECENT = dt.timedelta(days=60)
HOLDERS, ANSWERERS, PEERS = (
    [slug for slug, role in ROLES.items() if permission in role.permissions]
    for permission in (
        Permission.ENROLMENT_EDIT,
        Permission.REFERRAL_DECIDE,
        Permission.CONTACT_LOG_PEER,
    )
)


def same_person(person: Any) -> QuerySet:
    """Ids of every row of a person, by the one that stands for them: itself and what was joined."""
    # Two plain equalities: coalesce() counts as leaky, and row security would keep it off an index.
    return Client.objects.filter(Q(pk=person) | Q(same_as=person)).values("pk")


def open_emergency_looks() -> Q:
    """Looks in an emergency that last at this moment."""
    now = clock.now()
    return Q(began_at__lte=now, until__gt=now, ended_at__isnull=True)


def emergency_looks_waiting() -> QuerySet[EmergencyLook]:
    """Those that nobody answered for yet, what is to be looked at first on top."""
    return EmergencyLook.objects.filter(reviewed_at__isnull=True).order_by("review_by", "pk")


def rows_of(people: Collection[UUID]) -> QuerySet:
    """Ids of every row of these people: the same, of several whose ids are at hand."""
    return Client.objects.filter(Q(pk__in=people) | Q(same_as__in=people)).values("pk")


def about_the_person(rows: QuerySet) -> Q:
    """Whether there is one of these rows about the same person as the outer row, on whichever of
    the person's rows each of the two stands."""
    # One look-up by index each; as one condition, every pair of rows would be compared.
    ways = product(("client", "client__same_as"), repeat=2)
    return reduce(or_, (Q(Exists(rows.filter(**{on: OuterRef(of)}))) for on, of in ways))


def latest_counts() -> QuerySet[AnswerCount]:
    """The newest counts of each program, question by question."""
    newest = AnswerCount.objects.filter(program=OuterRef("program")).order_by("-as_of")
    rows = AnswerCount.objects.filter(as_of=Subquery(newest.values("as_of")[:1]))
    return rows.select_related("program").order_by("program__name", "kind", "pk")


def waiting_referrals() -> QuerySet[Referral]:
    """Without an answer yet, the longest wait first."""
    return _with_names(Referral.objects.filter(WAITING)).order_by("received_on", "pk")


def pending_referrals() -> QuerySet[Referral]:
    """Those of them whom nobody has put on the waiting list."""
    return waiting_referrals().filter(
        Q(decision=ReferralDecision.PENDING) | Q(decision__isnull=True)
    )


def mine_first(rows: QuerySet[Referral], me: UUID | None) -> QuerySet[Referral]:
    """What this member follows up, then the others; the longest wait first in each."""
    return rows.order_by(Case(When(owner=me, then=0), default=1), "received_on", "pk")


def waitlisted_referrals() -> QuerySet[Referral]:
    """The waiting list, in the order of asking: there is no other."""
    return waiting_referrals().filter(decision=ReferralDecision.WAITLISTED)


def waited_long(today: dt.date, days: int) -> QuerySet[Referral]:
    """Who asked more than so many days ago and is on the waiting list: told to who leads."""
    return waitlisted_referrals().filter(received_on__lt=today - dt.timedelta(days=days))


def at_site(rows: QuerySet[Referral], site: UUID | None) -> QuerySet[Referral]:
    return rows.filter(site=site) if site else rows


def named_sites(today: dt.date) -> QuerySet[Site]:
    """Where the agency's programs take referrals: open sites that any route or link names."""
    routes = ReferralRoute.objects.filter(site=OuterRef("pk"))
    links = ReferralLink.objects.filter(site=OuterRef("pk"))
    return sites(today).filter(Exists(routes) | Exists(links))


def welcomed_referrals(today: dt.date) -> QuerySet[Referral]:
    """Accepted lately, and no first day since."""
    started = Enrolment.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gte=OuterRef("received_on")),
        program=OuterRef("program"),
    )
    rows = Referral.objects.filter(
        ~about_the_person(started),
        decision=ReferralDecision.ACCEPTED,
        decided_on__gte=today - RECENT,
    )
    return _with_names(rows).order_by("decided_on", "pk")


def answered_referrals() -> QuerySet[Referral]:
    """Newest answer first."""
    rows = Referral.objects.filter(decided_on__isnull=False).exclude(
        decision=ReferralDecision.WAITLISTED
    )
    return _with_names(rows).order_by("-decided_on", "-pk")


def declined_referrals(since: dt.date) -> QuerySet[Referral]:
    """What a supervisor looks at again: everybody who was told `not this program`."""
    return answered_referrals().filter(decision=ReferralDecision.DECLINED, decided_on__gte=since)


def older_than(decided_on: dt.date, row_id: UUID) -> Q:
    """What comes after one row in the order of answered referrals."""
    return Q(decided_on__lt=decided_on) | Q(decided_on=decided_on, pk__lt=row_id)


def _with_names(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("client", "program", "site", "owner", "decided_by").defer(
        "decision_note", "talk_note"
    )


def routes_of(program: Program) -> QuerySet[ReferralRoute]:
    """The program's routes in their order, with the names they need on a page."""
    named = ReferralRoute.objects.select_related("site", "membership", "peer")
    return named.filter(program=program).order_by("position", "pk")


def links_of(program: Program) -> QuerySet[ReferralLink]:
    """The program's secret links, those that work first."""
    rows = ReferralLink.objects.select_related("site", "program")
    return rows.filter(program=program).order_by(F("ended_on").desc(nulls_first=True), "-made_on")


def sites_of(program: Program, today: dt.date) -> QuerySet[Site]:
    """Where the program takes referrals: the open sites that its routes name."""
    routes = ReferralRoute.objects.filter(program=program, site__isnull=False)
    return sites(today).filter(pk__in=routes.values("site"))


def followers_of(
    program: Program,
    *,
    today: dt.date,
    roles: list[str] = ANSWERERS,
    reader: Actor | None = None,
) -> QuerySet[Membership]:
    """Who may follow a referral up: what they carry, who is away; the least laden first."""
    follows = (
        _read_by(reader, Referral.objects.all())
        .filter(WAITING, owner=OuterRef("pk"))
        .order_by()
        .values("owner")
        .annotate(number=Count("pk"))
        .values("number")
    )
    leave = Leave.objects.filter(membership=OuterRef("pk"), from_on__lte=today, to_on__gte=today)
    return working_in(program, roles, today=today, reader=reader).annotate(
        follows=Coalesce(follows, 0), is_away=Exists(leave)
    )


def wished_meetings(peer: UUID) -> QuerySet[PeerMeeting]:
    """Who would like to meet this peer and has not yet, whoever asked first first."""
    named = PeerMeeting.objects.select_related("client").order_by("asked_on", "pk")
    return named.filter(peer=peer, wished=True, met_on__isnull=True)


def programs_open_to(team_id: object, *, sees_sud: bool) -> QuerySet[Program]:
    """The programs somebody may refer to: their own, or each of the agency; none that closed."""
    rows = programs(clock.localdate())
    if team_id:
        return rows.filter(pk=team_id)
    return rows if sees_sud else rows.exclude(setting=Program.Setting.ADDICTION)


def specialists_of(program: Program, *, today: dt.date, reader: Actor) -> QuerySet[Membership]:
    """Who may go along with people of a program, with how many they go along with now."""
    return working_in(program, HOLDERS, today=today, reader=reader)


def working_in(
    program: Program, roles: list[str], *, today: dt.date, reader: Actor | None = None
) -> QuerySet[Membership]:
    """Who works for a program in one of these roles, with how many people they go along with.

    A reader is told of no more people than they may open themselves.
    """
    held = (
        _read_by(reader, Enrolment.objects.all())
        .filter(specialist=OuterRef("pk"), exited_on__isnull=True)
        .order_by()
        .values("specialist")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Membership.objects.filter(
            Q(program=program) | Q(program__isnull=True),
            here_on(today),
            role__in=roles,
        )
        .annotate(holds=Coalesce(held, 0))
        .order_by("holds", "given_name", "pk")
    )


def _read_by(reader: Actor | None, rows: AgencyQuerySet) -> AgencyQuerySet:
    """What this reader may read; all of it for what only the program itself works out."""
    return rows if reader is None else rows.visible_to(reader)
