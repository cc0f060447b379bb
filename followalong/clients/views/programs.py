"""One program: what it is, its public page, and when it closes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.doors import door_of
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Program
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.clients.actions import change_program
from followalong.clients.figures import people_in
from followalong.clients.forms.programs import ChangeProgramForm


@requires(Permission.AGENCY_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def program_edit(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Change a program; what would touch people's rows is refused beside its field."""
    row = read.one(request, Program.objects.select_related("agency"), pk=program_id)
    form = ChangeProgramForm(request.POST or None, place=row)
    if (
        request.method == "POST"
        and form.is_valid()
        and write(request, form, lambda: _save(request, form, row).pk)
    ):
        return go(request, "agencies:places")
    context = {"form": form, "program": row, "people": people_in(row), **_door(row)}
    return render(request, "clients/program_edit.html", context, status=status_of(form))


def _save(request: HttpRequest, form: ChangeProgramForm, row: Program) -> Program:
    return change_program(
        by=request.actor,  # type: ignore[attr-defined]
        program=row,
        seen_version=form.seen,
        values=form.values(),
    )


def _door(row: Program) -> dict[str, Any]:
    """The public page: whether it is open, and where."""
    found = door_of(row)
    address = settings.SITE_URL + reverse("refer:refer", args=[found.slug]) if found else ""
    is_open = found is not None and found.is_open
    return {"door": TakeBackForm(auto_id=False), "is_open": is_open, "address": address}
