"""Whom a lead answers for: the colleagues of their program, of every program when none is set."""

from datetime import date

from django.db.models import Q, QuerySet

from followalong.agencies.models import Membership
from followalong.core.actor import Actor


def works_in(actor: Actor, path: str = "") -> Q:
    """Rows whose membership, found at `path`, works where this actor does."""
    return Q(**{f"{path}program": actor.team_id}) if actor.team_id else Q()


def here_on(first: date, last: date) -> Q:
    """Who worked here on some day of a span."""
    began = Q(started_on__isnull=True) | Q(started_on__lte=last)
    return began & (Q(ended_on__isnull=True) | Q(ended_on__gte=first))


def colleagues(actor: Actor, first: date, last: date | None = None) -> QuerySet[Membership]:
    """Who works where this actor does on that day, or on some day of that span, by name."""
    rows = Membership.objects.filter(works_in(actor), here_on(first, last or first))
    return rows.order_by("given_name", "family_name", "pk")
