from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.planning import rows
from followalong.planning.actions import record_options_talk
from followalong.planning.forms.needs import NeedForm, OptionsForm
from followalong.planning.models import Need, OptionsTalk
from followalong.planning.views.writing import enrolment_of, write_entry

TALKS_SHOWN = 20


@requires(Permission.PROFILE_VIEW)
@require_safe
def needs(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What else matters to the person, with how it stood before; and the talks about ways."""
    person = read.one(request, Client.objects, pk=client_id)
    if person.same_as_id:
        return go(request, "planning:needs", client_id=person.same_as_id)
    may = can(request.actor.role, Permission.PROFILE_EDIT)  # type: ignore[attr-defined]
    talks = OptionsTalk.objects.filter(client__in=same_person(person.pk))
    talks = talks.select_related("membership").order_by("-talked_on", "-pk")
    context = {
        "client": person,
        "needs": _over_time(request, read.many(request, rows.versions(Need, person.pk)), may=may),
        "talks": read.many(request, talks, limit=TALKS_SHOWN),
        "can_edit": may,
    }
    return render(request, "planning/needs.html", context)


def _over_time(request: HttpRequest, found: list[Need], *, may: bool) -> list[dict[str, Any]]:
    """Each need as it stands, with its earlier versions, the newest first."""
    entries: dict[UUID, list[Need]] = {}
    for row in found:
        entries.setdefault(row.entry_id, []).append(row)
    return [
        {
            "now": versions[0],
            "kind": versions[0].get_kind_display(),
            "stands": versions[0].get_stands_display(),
            "is_sorted": versions[0].stands == Need.Stands.SORTED,
            "before": [
                {"on": row.written_on, "stands": row.get_stands_display(), "said": row.said}
                for row in versions[1:]
            ],
            "href": here(request, "planning:need", need_id=versions[0].pk) if may else "",
        }
        for versions in entries.values()
    ]


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def need_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return _write(request, client_id, None)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """How it stands now; what was said before stays."""
    named = read.one(request, Need.objects.select_related("client__same_as"), pk=need_id)
    person_id = named.client.person.pk
    latest = rows.versions(Need, person_id).filter(is_latest=True)
    return _write(request, person_id, read.one(request, latest, entry_id=named.entry_id))


def _write(request: HttpRequest, client_id: UUID, before: Need | None) -> HttpResponse:
    page = {
        "title": _("What else matters"),
        "lead": _("Only what the person brings up. Looking for work goes on meanwhile."),
        "parent": _("What else matters"),
        "back": here(request, "planning:needs", client_id=client_id),
    }
    return write_entry(
        request,
        enrolment_of(request, client_id),
        NeedForm,
        Need,
        before,
        done=lambda: go(request, "planning:needs", client_id=client_id),
        page=page,
    )


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def options(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A talk about the ways there are; what follows from it is the person's."""
    enrolment = enrolment_of(request, client_id)
    form = OptionsForm(request.POST or None)

    def do() -> UUID:
        told = {n: v for n, v in form.cleaned_data.items() if n != "command_id"}
        return record_options_talk(by=request.actor, enrolment=enrolment, **told).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Saved."))
        return go(request, "planning:needs", client_id=client_id)
    context = {
        "form": form,
        "client": enrolment.client.person,
        "title": _("A talk about the ways there are"),
        "lead": _("It has no result to fill in. What the person decides, they decide."),
        "parent": _("What else matters"),
        "back": here(request, "planning:needs", client_id=client_id),
    }
    return render(request, "planning/write.html", context, status=status_of(form))
