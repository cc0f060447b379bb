"""Whose people are on a member's own pages: the ones they hold, cover for, or are tied to."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.models import Cover
from followalong.agencies.roles import Permission, can
from followalong.clients.models import Enrolment, Relation


def holders(request: HttpRequest, today: date) -> list[UUID]:
    """This membership, and those it sees to while they are away today."""
    actor = request.actor  # type: ignore[attr-defined]
    covers = read.many(
        request,
        Cover.objects.filter(covering=actor.membership_id, from_on__lte=today, to_on__gte=today),
    )
    return [actor.membership_id, *(cover.away_id for cover in covers)]


def open_enrolments() -> QuerySet:
    return Enrolment.objects.filter(exited_on__isnull=True)


def holds_people(request: HttpRequest) -> bool:
    """True for roles that carry a caseload; others are tied to people one by one."""
    return can(request.actor.role, Permission.ENROLMENT_EDIT)  # type: ignore[attr-defined]


def mine(request: HttpRequest, held_by: list[UUID], today: date) -> QuerySet:
    """The open enrolments of my people: those held by these, or tied to me by a relation."""
    if holds_people(request):
        return open_enrolments().filter(specialist__in=held_by)
    return open_enrolments().filter(client__in=_tied_to_me(request, today))


def _tied_to_me(request: HttpRequest, today: date) -> QuerySet:
    return Relation.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=today),
        membership=request.actor.membership_id,  # type: ignore[attr-defined]
        from_on__lte=today,
    ).values("client_id")
