"""The rows that this room's pages ask for, before the read gate narrows them."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from followalong.agencies.models import Membership, Program
from followalong.agencies.roles import ROLES, Permission
from followalong.clients.models import Enrolment, Referral
from followalong.clients.rules import ReferralDecision

WAITING = Q(decision__in=[ReferralDecision.PENDING, ReferralDecision.WAITLISTED]) | Q(
    decision__isnull=True
)
# How long a person who was welcomed stays in the inbox without a first day.
RECENT = dt.timedelta(days=60)
HOLDERS = [slug for slug, role in ROLES.items() if Permission.ENROLMENT_EDIT in role.permissions]


def waiting_referrals() -> QuerySet[Referral]:
    """Without an answer yet, the longest wait first."""
    return _with_names(Referral.objects.filter(WAITING)).order_by("received_on", "pk")


def welcomed_referrals(today: dt.date) -> QuerySet[Referral]:
    """Accepted lately, and no first day since."""
    started = Enrolment.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gte=OuterRef("received_on")),
        client=OuterRef("client"),
        program=OuterRef("program"),
    )
    rows = Referral.objects.filter(
        ~Exists(started), decision=ReferralDecision.ACCEPTED, decided_on__gte=today - RECENT
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
    return rows.select_related("client", "program", "decided_by").defer("decision_note")


def programs_open_to(team_id: object, *, sees_sud: bool) -> QuerySet[Program]:
    """The programs somebody may refer to: their own, or each of the agency."""
    rows = Program.objects.order_by("name")
    if team_id:
        return rows.filter(pk=team_id)
    return rows if sees_sud else rows.exclude(setting=Program.Setting.ADDICTION)


def specialists_of(program: Program, *, today: dt.date) -> QuerySet[Membership]:
    """Who may go along with people of a program, with how many they go along with now."""
    held = (
        Enrolment.objects.filter(specialist=OuterRef("pk"), exited_on__isnull=True)
        .order_by()
        .values("specialist")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Membership.objects.filter(
            Q(program=program) | Q(program__isnull=True),
            Q(ended_on__isnull=True) | Q(ended_on__gte=today),
            role__in=HOLDERS,
        )
        .annotate(holds=Coalesce(held, 0))
        .order_by("holds", "given_name", "pk")
    )
