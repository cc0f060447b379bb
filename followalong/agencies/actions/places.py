"""What an agency is made of: its programs and their public doors, its sites, its teams."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from followalong.agencies.actions.agencies import open_door
from followalong.agencies.models import (
    Agency,
    Door,
    Membership,
    Program,
    Site,
    Team,
    TeamMembership,
)
from followalong.agencies.refusals import ChangedMeanwhile, TeamProblem, TeamRefused
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.dates import overlap

Place = TypeVar("Place", Site, Team, Program)


@transaction.atomic
def edit_agency(*, by: Actor, agency: Agency, name: str, timezone: str) -> Agency:
    """What the agency is called, also at its public doors, and by which clock its days begin."""
    stored = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    stored.name, stored.timezone = name, timezone
    stored.save(update_fields=["name", "timezone"])
    Door.objects.filter(agency=stored).update(agency_name=name[:200])
    record(by=by, action="agency.edited", subject=stored, fields=["name", "timezone"])
    return stored


@transaction.atomic
def edit_program(
    *, by: Actor, program: Program, seen_version: int, values: dict[str, Any]
) -> Program:
    """Change a program. Its door takes the name, and closes with the program; its members' right
    to an addiction program's rows follows its setting. Raises ChangedMeanwhile.

    Whether the change may be made where people take part is decided above, in `clients`.
    """
    stored = edit_place(by=by, place=program, seen_version=seen_version, values=values)
    Door.objects.filter(program=stored).update(program_name=stored.name[:200])
    if stored.ended_on is not None:
        set_door(by=by, program=stored, is_open=False)
    Membership.objects.filter(program=stored).exclude(opens_sud=stored.is_sud).update(
        opens_sud=stored.is_sud
    )
    return stored


@transaction.atomic
def set_door(*, by: Actor, program: Program, is_open: bool) -> Program:
    """Open or close the public page at which people ask this program for help."""
    door = Door.objects.select_for_update(of=("self",)).filter(program=program).first()
    if door is None and is_open:
        open_door(by=by, agency=program.agency, program=program)
    elif door is not None and door.is_open != is_open:
        Door.objects.filter(pk=door.pk).update(is_open=is_open)
        record(by=by, action="door.opened" if is_open else "door.closed", subject=program)
    return program


def add_site(*, by: Actor, agency: Agency, name: str, postal_code: str | None = None) -> Site:
    """A place where the agency works."""
    site = Site.objects.create(agency=agency, name=name, postal_code=postal_code)
    record(by=by, action="site.made", subject=site)
    return site


def add_team(*, by: Actor, agency: Agency, name: str, kind: str) -> Team:
    """A treatment team that specialists join, or the vocational unit."""
    team = Team.objects.create(agency=agency, name=name, kind=kind)
    record(by=by, action="team.made", subject=team)
    return team


@transaction.atomic
def edit_place(*, by: Actor, place: Place, seen_version: int, values: dict[str, Any]) -> Place:
    """Change a program, site or team as it was seen; a last day closes it, and nothing is lost.

    Raises ChangedMeanwhile.
    """
    kind = type(place)
    stored = kind.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if stored.version != seen_version:
        raise ChangedMeanwhile
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    if changed:
        for name in changed:
            setattr(stored, name, values[name])
        stored.version += 1
        stored.save()
        record(by=by, action=f"{kind._meta.model_name}.edited", subject=stored, fields=changed)
    return stored


@transaction.atomic
def join_team(*, by: Actor, team: Team, membership: Membership, from_on: date) -> TeamMembership:
    """Somebody belongs to a team from a day on. Raises TeamRefused when they do already."""
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    spans = TeamMembership.objects.filter(team=team, membership=membership)
    if any(overlap(row.from_on, row.to_on, from_on, None) for row in spans):
        raise TeamRefused(TeamProblem.IN_IT_ALREADY)
    row = TeamMembership(
        agency_id=team.agency_id, team=team, membership=membership, from_on=from_on
    )
    row.save(force_insert=True)
    record(by=by, action="team.joined", subject=team, fields=["membership"])
    return row


@transaction.atomic
def leave_team(*, by: Actor, row: TeamMembership, to_on: date) -> TeamMembership:
    """The last day in a team. Raises TeamRefused when it would be before the first."""
    stored = TeamMembership.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if to_on < stored.from_on:
        raise TeamRefused(TeamProblem.ENDS_BEFORE_START)
    stored.to_on = to_on
    stored.save(update_fields=["to_on"])
    record(by=by, action="team.left", subject=stored, fields=["to_on"])
    return stored
