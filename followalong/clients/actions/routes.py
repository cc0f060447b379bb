"""Who follows up what comes in: the program's routes, and handing one referral on."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from followalong.agencies.models import Membership, Program, Site
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients import rows
from followalong.clients.models import Referral, ReferralRoute
from followalong.clients.refusals import FollowProblem, FollowRefused
from followalong.clients.rules import Colleague, Followed, Route, Takes, follow
from followalong.core.actor import Actor

# Supervisors and intake may be named by a route; turns are taken by those who go along.
TAKES_TURNS = "employment_specialist"


@transaction.atomic
def add_route(
    *,
    by: Actor,
    program: Program,
    takes: str,
    site: Site | None = None,
    source: str | None = None,
    membership: Membership | None = None,
    peer: Membership | None = None,
) -> ReferralRoute:
    """One more route, asked after those that are there."""
    last = ReferralRoute.objects.filter(program=program).aggregate(last=Max("position"))["last"]
    route = ReferralRoute(
        agency_id=by.agency_id,
        program=program,
        site=site,
        source=source or None,
        takes=Takes(takes),
        membership=membership,
        peer=peer,
        position=(last or 0) + 1,
    )
    route.save(force_insert=True)
    record(by=by, action="referral_route.added", subject=route)
    return route


@transaction.atomic
def raise_route(*, by: Actor, route: ReferralRoute) -> ReferralRoute:
    """Ask this route one place earlier; the first one stays where it is."""
    routes = ReferralRoute.objects.select_for_update().filter(program=route.program_id)
    stored = routes.get(pk=route.pk)
    above = routes.filter(position__lt=stored.position).order_by("-position").first()
    if above is not None:
        stored.position, above.position = above.position, stored.position
        ReferralRoute.objects.bulk_update([stored, above], ["position"])
        record(by=by, action="referral_route.raised", subject=stored, fields=["position"])
    return stored


@transaction.atomic
def remove_route(*, by: Actor, route: ReferralRoute) -> ReferralRoute:
    """No more referrals go this way; what went stays with whom it went to."""
    stored = ReferralRoute.objects.select_for_update().get(pk=route.pk)
    withdraw(stored, by=by, why="removed")
    record(by=by, action="referral_route.removed", subject=stored)
    return stored


@transaction.atomic
def hand_on(*, by: Actor, referral: Referral, owner: Membership | None) -> Referral:
    """Somebody else follows a referral up from now on, or everyone again. Raises FollowRefused."""
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if stored.owner_id == (owner.pk if owner else None):
        raise FollowRefused(FollowProblem.ALREADY_SO)
    stored.owner = owner
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="referral.handed_on",
        subject=stored,
        clients=[stored.client_id],
        fields=["owner"],
    )
    return stored


def followed(program: Program, *, site: Site | None, source: str, today: dt.date) -> Followed:
    """What the program's routes say about a referral that comes in now."""
    routes = [_route(row) for row in rows.routes_of(program)]
    if not routes:
        return Followed()
    staff = [_colleague(one) for one in rows.followers_of(program, today=today)]
    return follow(routes, staff, site=site.pk if site else None, source=source)


def _route(row: ReferralRoute) -> Route:
    return Route(Takes(row.takes), row.membership_id, row.site_id, row.source, row.peer_id)


def _colleague(member: Any) -> Colleague:
    return Colleague(
        member.pk,
        member.holds + member.follows,
        member.role == TAKES_TURNS,
        member.is_away,
    )
