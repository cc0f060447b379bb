"""What the pages that write one entry share: read what stands, write the next version."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Enrolment
from followalong.planning import rows
from followalong.planning.actions import write_version
from followalong.planning.forms.profile import VersionForm
from followalong.planning.models import Written
from followalong.planning.shown import lines_of


def write_entry(
    request: HttpRequest,
    enrolment: Enrolment,
    form_class: type[VersionForm],
    model: type[Written],
    before: Written | None,
    *,
    done: Callable[[], HttpResponse],
    page: dict[str, Any],
    **fixed: Any,
) -> HttpResponse:
    """One entry's form. When somebody else saved meanwhile, both texts stand on the page."""
    form = form_class(request.POST or None, initial=form_class.initial_of(before))
    entry_id = before.entry_id if before else None

    def do() -> UUID:
        said = form.cleaned_data["seen"]
        values = {**fixed, **form.values()}
        return write_version(
            by=request.actor,  # type: ignore[attr-defined]
            enrolment=enrolment,
            model=model,
            values=values,
            entry_id=entry_id,
            seen=said,
        ).pk

    if posted(request, form, do):
        messages.success(request, _("Saved."))
        return done()
    beside = form.stand_beside(before, lines_of)
    person = enrolment.client.person
    context = {
        "form": form,
        "client": person,
        "beside": beside,
        "back": here(request, "home:profile", client_id=person.pk),
        **page,
    }
    return render(request, "planning/write.html", context, status=status_of(form))


def enrolment_of(request: HttpRequest, client_id: UUID) -> Enrolment:
    return read.one(request, rows.enrolment_to_write(client_id))


def first(request: HttpRequest, model: type[Written], client_id: UUID, **lookup: Any) -> Any:
    """What stands now, if anything does and this reader may see it."""
    found = read.many(request, rows.standing(model, client_id, **lookup), limit=1)
    return found[0] if found else None
