"""Somebody who works here leaves: their last day, and who they leave behind."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from followalong.agencies import read, rows
from followalong.agencies.actions import end_member
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.words import role_title
from followalong.agencies.writing import status_of, write
from followalong.clients.figures import open_people_of
from followalong.clients.forms.leaving import EndMemberForm


@requires(Permission.STAFF_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The last day of a role. People they go along with are counted first, and stop nothing."""
    row = read.one(request, rows.members().select_related("agency"), pk=membership_id)
    form = EndMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["ended_on"]
        if write(
            request,
            form,
            lambda: end_member(by=request.actor, membership=row, ended_on=last).pk,
        ):
            return go(request, "agencies:person", membership_id=row.pk)
    context = {
        "form": form,
        "person": row,
        "title": role_title(row.agency, row.role),
        "people": open_people_of(row),
    }
    return render(request, "clients/member_end.html", context, status=status_of(form))
