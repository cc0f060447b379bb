"""Treatment teams and vocational units, and who belongs to them from when until when."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read, rows, shown
from followalong.agencies.actions import add_team, join_team, leave_team
from followalong.agencies.forms.places import JoinTeamForm, LeaveTeamForm, TeamForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Team, TeamMembership
from followalong.agencies.roles import Permission
from followalong.agencies.views.form_page import form_page
from followalong.agencies.views.places import save_place, up
from followalong.agencies.views.places_shown import teammate
from followalong.agencies.writing import status_of, write

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def team_add(request: HttpRequest) -> HttpResponse:
    """A new team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = request.membership.agency
        made = write(
            request, form, lambda: add_team(by=request.actor, agency=agency, **form.values()).pk
        )
        if made:
            return go(request, "agencies:team", team_id=made)
    lead = _("Who meets about people together.")
    return form_page(
        request, form, title=_("Add a team"), lead=lead, button=_("Add"), **up(request)
    )


@requires(Permission.STAFF_VIEW, Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Who belongs to the team, and who did; adding somebody."""
    row = read.one(request, Team.objects, pk=team_id)
    today = timezone.localdate()
    edits = shown.may(request, Permission.AGENCY_EDIT)
    staff = read.many(request, rows.members().filter(rows.here_on(today)))
    form = JoinTeamForm(request.POST or None, staff=staff)
    if request.method == "POST" and edits and form.is_valid():
        who, from_on = form.cleaned_data["member"], form.cleaned_data["from_on"]
        if write(
            request,
            form,
            lambda: join_team(by=request.actor, team=row, membership=who, from_on=from_on).pk,
        ):
            return go(request, "agencies:team", team_id=row.pk)
    context = {"team": row, "form": form, "can_edit": edits, **_members(request, row)}
    return render(request, "agencies/team.html", context, status=status_of(form))


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def team_edit(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """What the team is called, and when it closes."""
    row = read.one(request, Team.objects, pk=team_id)
    form = TeamForm(request.POST or None, place=row)
    if save_place(request, form, row):
        return go(request, "agencies:team", team_id=row.pk)
    lead = _("A team that closes is offered no more. Its meetings stay.")
    return form_page(
        request, form, title=row.name, lead=lead, button=_("Save"), **above(request, row)
    )


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def team_leave(request: HttpRequest, teammate_id: UUID) -> HttpResponse:
    """The last day of somebody in a team."""
    member = read.one(
        request, TeamMembership.objects.select_related("team", "membership"), pk=teammate_id
    )
    form = LeaveTeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["to_on"]
        if write(request, form, lambda: leave_team(by=request.actor, row=member, to_on=last).pk):
            return go(request, "agencies:team", team_id=member.team_id)
    title = _("%(name)s leaves the team") % {"name": member.membership.name}
    lead = _("That they were in it until then stays on record.")
    return form_page(
        request, form, title=title, lead=lead, button=_("Save"), **above(request, member.team)
    )


def above(request: HttpRequest, row: Team) -> dict[str, str]:
    return {"parent": row.name, "back": here(request, "agencies:team", team_id=row.pk)}


def _members(request: HttpRequest, row: Team) -> dict[str, Any]:
    """Those who are in it now or soon, and those who were."""
    today = timezone.localdate()
    found = read.many(
        request,
        TeamMembership.objects.filter(team=row)
        .select_related("membership")
        .order_by("membership__given_name", "from_on"),
    )
    is_past = {m.pk: m.to_on is not None and m.to_on < today for m in found}
    return {
        "now": [teammate(request, m, today) for m in found if not is_past[m.pk]],
        "before": [teammate(request, m, today) for m in found if is_past[m.pk]],
    }
