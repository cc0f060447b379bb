"""Programs, sites, teams and who is in them, prepared for their pages."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import shown
from followalong.agencies.links import here
from followalong.agencies.models import Program, Site, Team, TeamMembership
from followalong.agencies.roles import Permission
from followalong.agencies.rules import is_over
from followalong.ui.words import day_text


@dataclass(frozen=True)
class PlaceLine:
    """A program, site or team in its list; without an address for whoever may not open it."""

    name: str
    href: str
    meta: str
    closed: str


@dataclass(frozen=True)
class Teammate:
    """Somebody in a team; with the address at which they leave it, while they are in it."""

    name: str
    href: str
    meta: str
    leave: str


def place_lines(
    request: HttpRequest, rows: Iterable[Program | Site | Team], today: dt.date
) -> list[PlaceLine]:
    """Those that are there by name, then those that closed."""
    lines = [_line(request, row, today) for row in rows]
    return sorted(lines, key=lambda line: bool(line.closed))


def _line(request: HttpRequest, row: Program | Site | Team, today: dt.date) -> PlaceLine:
    closed = ""
    if row.ended_on and is_over(row.ended_on, today):
        closed = _("Closed %(day)s") % {"day": day_text(row.ended_on, today)}
    return PlaceLine(row.name, _href(request, row), _meta(row), closed)


def _href(request: HttpRequest, row: Program | Site | Team) -> str:
    if isinstance(row, Team):
        return here(request, "agencies:team", team_id=row.pk)
    if not shown.may(request, Permission.AGENCY_EDIT):
        return ""
    if isinstance(row, Site):
        return here(request, "agencies:site_edit", site_id=row.pk)
    return here(request, "clients:program_edit", program_id=row.pk)


def _meta(row: Program | Site | Team) -> str:
    if isinstance(row, Site):
        return row.postal_code or ""
    parts = [row.get_kind_display()]
    if isinstance(row, Program) and row.setting:
        parts.append(row.get_setting_display())
    return " · ".join(str(part) for part in parts)


def teammate(request: HttpRequest, row: TeamMembership, today: dt.date) -> Teammate:
    leaves = here(request, "agencies:team_leave", teammate_id=row.pk) if not row.to_on else ""
    about = here(request, "agencies:person", membership_id=row.membership_id)
    days = shown.days_text(row.from_on, row.to_on, today)
    meta = f"{shown.title(request, row.membership)} · {days}"
    return Teammate(row.membership.name, about, meta, leaves)
