"""The rows that the pages of this room ask for, before the read gate narrows them."""

import datetime as dt

from django.db.models import Q, QuerySet

from followalong.agencies.access import led_by
from followalong.agencies.models import Membership, Program, Site, Team
from followalong.agencies.roles import ROLES, Permission
from followalong.core.actor import Actor

LEADERS = [slug for slug, role in ROLES.items() if Permission.STAFF_GUIDE in role.permissions]


def here_on(day: dt.date) -> Q:
    """Not over on this day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=day)


def started_by(day: dt.date) -> Q:
    """Begun on or before this day."""
    return Q(started_on__isnull=True) | Q(started_on__lte=day)


def team_of(actor: Actor, first: dt.date, last: dt.date | None = None) -> QuerySet[Membership]:
    """Whom this actor leads, themselves among them, if they are here on some day of a span."""
    here = here_on(first) & started_by(last or first)
    rows = Membership.objects.filter(here, led_by(actor))
    return rows.order_by("given_name", "family_name", "pk")


def members() -> QuerySet[Membership]:
    """Everybody's roles, by name, with what a line says of them."""
    rows = Membership.objects.select_related("program", "supervisor")
    return rows.order_by("given_name", "family_name", "pk")


def programs(today: dt.date) -> QuerySet[Program]:
    return Program.objects.filter(here_on(today)).order_by("name")


def sites(today: dt.date) -> QuerySet[Site]:
    return Site.objects.filter(here_on(today)).order_by("name")


def teams(today: dt.date) -> QuerySet[Team]:
    return Team.objects.filter(here_on(today)).order_by("kind", "name")


def supervisors(today: dt.date) -> QuerySet[Membership]:
    """Who may lead others."""
    return members().filter(here_on(today), role__in=LEADERS)
