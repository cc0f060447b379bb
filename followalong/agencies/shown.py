"""What the pages about people who work here show, prepared."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import rules
from followalong.agencies.joining import state_of
from followalong.agencies.links import here
from followalong.agencies.models import Invitation, Leave, Membership, StaffFte, TeamMembership
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import heading, role_title
from followalong.ui.words import day_text


@dataclass(frozen=True)
class Fact:
    """One thing known of somebody: a label, and what it is."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class MemberLine:
    """One role of one person in the list of people."""

    name: str
    href: str
    meta: str
    state: str = ""


def member_lines(
    request: HttpRequest, rows: Iterable[Membership], invited: dict[UUID, Invitation]
) -> list[MemberLine]:
    return [_line(request, row, invited.get(row.pk)) for row in rows]


def _line(request: HttpRequest, row: Membership, invitation: Invitation | None) -> MemberLine:
    parts = [title(request, row)]
    if row.program:
        parts.append(row.program.name)
    if row.supervisor:
        parts.append(_("supervised by %(name)s") % {"name": row.supervisor.name})
    if row.ended_on:
        said = day_text(row.ended_on, timezone.localdate())
        parts.append(_("until %(day)s") % {"day": said})
    state = "" if row.user_id else sign_in_state(invitation)
    return MemberLine(
        row.name, here(request, "agencies:person", membership_id=row.pk), " · ".join(parts), state
    )


def title(request: HttpRequest, row: Membership) -> str:
    return role_title(request.membership.agency, row.role)  # type: ignore[attr-defined]


def sign_in_state(invitation: Invitation | None) -> str:
    """Where somebody stands who cannot sign in yet, in a word or two."""
    if invitation is None:
        return _("No sign-in yet")
    said = {
        rules.InvitationState.OPEN: _("Invited"),
        rules.InvitationState.WAITING: _("Invitation on its way"),
        rules.InvitationState.EXPIRED: _("Invitation ran out"),
    }
    return (
        said.get(state_of(invitation), _("No sign-in yet")) if invitation else _("No sign-in yet")
    )


def facts(request: HttpRequest, row: Membership) -> list[Fact]:
    """What the membership says, empty things left out."""
    today, agency = timezone.localdate(), request.membership.agency  # type: ignore[attr-defined]
    lead = heading(agency, "supervisor", _("Supervisor"))
    lines = [
        Fact(_("Role"), title(request, row)),
        Fact(_("Program"), row.program.name if row.program else ""),
        Fact(lead, row.supervisor.name if row.supervisor else ""),
        Fact(_("E-mail address"), row.email or "", f"mailto:{row.email}"),
        Fact(_("First day"), day_text(row.started_on, today) if row.started_on else ""),
        Fact(_("Last day"), day_text(row.ended_on, today) if row.ended_on else ""),
        Fact(_("Working time"), percent(row.fte) if row.fte else ""),
    ]
    return [line for line in lines if line.value]


def percent(fte: Any) -> str:
    return _("%(number)d %% of full time") % {"number": round(fte * 100)}


def hours(rows: Iterable[StaffFte], today: dt.date) -> list[str]:
    return [
        _("%(share)s from %(day)s")
        % {"share": percent(row.fte), "day": day_text(row.from_on, today)}
        for row in rows
    ]


@dataclass(frozen=True)
class DaysLine:
    """Something that is so from one day to another."""

    id: UUID
    text: str
    days: str


def leave_line(row: Leave, today: dt.date) -> DaysLine:
    return DaysLine(row.pk, _("Away"), days_text(row.from_on, row.to_on, today))


def team_days(row: TeamMembership, today: dt.date) -> DaysLine:
    return DaysLine(row.pk, row.team.name, days_text(row.from_on, row.to_on, today))


def days_text(from_on: dt.date, to_on: dt.date | None, today: dt.date) -> str:
    """`Mon 3 Aug`, `Mon 3 Aug to Fri 14 Aug`, or `since Mon 3 Aug`."""
    first = day_text(from_on, today)
    if to_on is None:
        return _("since %(day)s") % {"day": first}
    if from_on == to_on:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": day_text(to_on, today)}


def is_open(invitation: Invitation) -> bool:
    return state_of(invitation) in (rules.InvitationState.OPEN, rules.InvitationState.WAITING)


def invitation_text(invitation: Invitation | None) -> str:
    """Where somebody without a sign-in stands, as a sentence."""
    if invitation is None:
        return _("Not invited yet: nobody can sign in for this role.")
    today = timezone.localdate()
    made = day_text(timezone.localtime(invitation.made_at).date(), today)
    until = day_text(timezone.localtime(invitation.expires_at).date(), today)
    said = {
        rules.InvitationState.WAITING: _("Asked for on %(made)s. It goes out as soon as it can."),
        rules.InvitationState.OPEN: _("Invited on %(made)s. The link works once, until %(until)s."),
        rules.InvitationState.REVOKED: _("Invited on %(made)s, and taken back."),
        rules.InvitationState.EXPIRED: _("Invited on %(made)s. The link has run out."),
        rules.InvitationState.ACCEPTED: "",
    }
    return said[state_of(invitation)] % {"made": made, "until": until}


def may(request: HttpRequest, permission: Permission) -> bool:
    return can(request.actor.role, permission)  # type: ignore[attr-defined]
