"""Two rows for one business: asked about, joined, taken apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.employers import alike, rows
from followalong.employers.actions import join_employers, take_apart
from followalong.employers.forms.sameness import OtherForm
from followalong.employers.models import AgencyEmployer
from followalong.employers.views.employers import known_employer


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def same(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Which others may be this one; a button joins them."""
    known = known_employer(request, employer_id)
    asked = alike.asked_about(request, known)
    form = OtherForm(request.POST or None, others=[one["pk"] for one in asked])
    if posted(request, form, lambda: join_employers(**_pair(request, known, form)).pk):
        messages.success(request, _("Joined. What happened at both stands here now."))
        return go(request, "employers:employer", employer_id=known.pk)
    joined = read.many(request, rows.joined_with(known))
    context = {
        "form": form,
        "known": known,
        "asked": [_with_button(one) for one in asked],
        "joined": [_with_button(alike.line(one)) for one in joined],
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "employers/same.html", context, status=status_of(form))


@requires(Permission.EMPLOYER_EDIT)
@require_POST
def apart(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Two again. What somebody else took apart already is left as it is."""
    known = known_employer(request, employer_id)
    joined = [one.pk for one in read.many(request, rows.joined_with(known))]
    form = OtherForm(request.POST, others=joined)
    if posted(request, form, lambda: take_apart(**_pair(request, known, form)).pk):
        messages.success(request, _("Two employers again, each with its own visits."))
    return go(request, "employers:same", employer_id=known.pk)


def _with_button(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "form": OtherForm(initial={"other": one["pk"]}, others=[one["pk"]])}


def _pair(
    request: HttpRequest, known: AgencyEmployer, form: OtherForm
) -> dict[str, AgencyEmployer]:
    other = read.one(request, AgencyEmployer.objects.all(), pk=form.cleaned_data["other"])
    return {"by": request.actor, "keep": known, "other": other}
