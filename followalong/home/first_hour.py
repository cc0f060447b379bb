"""The first hour of a new agency, for its administrator: what is there, what comes next.

Each step's state is worked out from the data, so that doing it anywhere ticks it here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.doors import has_open_door
from followalong.agencies.first_weeks import items_for
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.links import here
from followalong.agencies.models import Membership, Program, Site
from followalong.agencies.roles import Permission, can
from followalong.agencies.rules import is_new
from followalong.clients.figures import agency_has_people

SPECIALIST = "employment_specialist"


@dataclass(frozen=True)
class Step:
    """One thing to set up: what it is good for, and the one page for it."""

    text: str
    good_for: str
    action: str
    href: str
    is_done: bool
    # Without it nobody can work; the others may wait.
    is_needed: bool = False


def beginning(request: HttpRequest, today: date) -> dict[str, Any]:
    """What Today says to whoever begins: the agency's first hour, somebody's first weeks."""
    me = request.membership  # type: ignore[attr-defined]
    new = me.settled_on is None and is_new(me.started_on, today) and bool(items_for(me.role))
    return {
        "first_hour": first_hour(request),
        "first_weeks": here(request, "agencies:first_weeks") if new else "",
        "away": TakeBackForm(auto_id=False),
    }


def first_hour(request: HttpRequest) -> list[Step]:
    """The steps; none for other roles, when put away, or when all that is needed is there."""
    membership = request.membership  # type: ignore[attr-defined]
    if not can(membership.role, Permission.AGENCY_EDIT) or membership.agency.guided_on:
        return []
    steps = _steps(request)
    return [] if all(step.is_done for step in steps if step.is_needed) else steps


def _steps(request: HttpRequest) -> list[Step]:
    found, agency = _found(request), request.membership.agency  # type: ignore[attr-defined]
    invited = found.has_specialist and not found.has_joined
    return [
        Step(
            _("A program"),
            _("People take part in it, and specialists work in it."),
            _("Programs"),
            here(request, "agencies:places"),
            found.has_program,
            is_needed=True,
        ),
        Step(
            _("A specialist who has signed in") if not invited else _("A specialist is invited"),
            _("Who goes along with people. Add them, then send the invitation."),
            _("People"),
            here(request, "agencies:people"),
            found.has_joined,
            is_needed=True,
        ),
        Step(
            _("The first person, or your history"),
            _("Bring data in from elsewhere, or let a specialist refer the first person."),
            _("Bring data in"),
            here(request, "exchange:imports"),
            agency_has_people(agency),
            is_needed=True,
        ),
        Step(
            _("The public page"),
            _("People ask for help themselves, at any hour, in three languages."),
            _("Open it"),
            here(request, "agencies:places"),
            has_open_door(agency),
        ),
        Step(
            _("A site"),
            _("Where you work. Referrals and letter heads can name it."),
            _("Sites"),
            here(request, "agencies:places"),
            found.has_site,
        ),
        Step(
            _("Words for people"),
            _("Client or participant? Choose what people are called here."),
            _("Words"),
            here(request, "agencies:words"),
            agency.words is not None,
        ),
    ]


def _found(request: HttpRequest) -> Membership:
    """My own row, with what the agency has by now: one question for all of it."""
    of_agency = {"agency": OuterRef("agency")}
    specialists = Membership.objects.filter(role=SPECIALIST, **of_agency)
    row: Membership = read.one(
        request,
        Membership.objects.annotate(
            has_program=Exists(Program.objects.filter(**of_agency)),
            has_site=Exists(Site.objects.filter(**of_agency)),
            has_specialist=Exists(specialists),
            has_joined=Exists(specialists.filter(user__isnull=False)),
        ),
        pk=request.membership.pk,  # type: ignore[attr-defined]
    )
    return row
