"""One entry of a person's record, and what they may have done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.clients.entries import disagreed, page_about
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy.copy_checked import Found, checking, entry_of
from followalong.privacy.copy_parts import SPOKEN_OF
from followalong.privacy.forms import EntryForm
from followalong.privacy.models import RightsRequest


@requires(Permission.RIGHTS_RECEIVE, purpose="PATRQT")
@require_safe
def entry(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Which entry they speak of; once it is named, what they may ask for."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    context: dict[str, Any] = {
        "client": client,
        "back": here(request, "privacy:request_new", client_id=client.pk),
    }
    if not request.GET.get("entry"):
        context |= checking(request, client, request.path, marks=False)
        return render(request, "privacy/entries.html", {**context, "this_one": _("This one")})
    found = spoken_of(request, client)
    context |= {"found": found, "disagreements": disagreed(request, found.row)}
    context |= _ways(request, found)
    return render(request, "privacy/entry.html", context)


@requires(Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def request_entry(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Which entry a request is about, where it came without one."""
    rows = RightsRequest.objects.select_related("client__same_as")
    row = read.one(request, rows, pk=request_id)
    client, form = row.client.person, EntryForm(request.POST or None)
    back = here(request, "privacy:request", request_id=row.pk)
    context: dict[str, Any] = {"client": client, "back": back, "words": row.words or ""}
    if not request.GET.get("entry"):
        context |= checking(request, client, request.path, marks=False)
        return render(request, "privacy/entries.html", {**context, "this_one": _("This one")})
    found = spoken_of(request, client)

    def do() -> UUID:
        return actions.name_entry(by=request.actor, request=row, row=found.row).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("The request names its entry now."))
        return go(request, "privacy:request", request_id=row.pk)
    context |= {"form": form, "found": found}
    return render(request, "privacy/request_entry.html", context, status=status_of(form))


def spoken_of(request: HttpRequest, client: Client) -> Found:
    """The entry that the address names; 404 where it is none that may be spoken of."""
    found = entry_of(request, client, request.GET.get("entry", ""))
    if found is None or found.row._meta.label not in SPOKEN_OF:
        raise Http404
    return found


def _ways(request: HttpRequest, found: Found) -> dict[str, str]:
    """Where each wish about an entry is written down."""
    row, lock = found.row, can(request.actor.role, Permission.LOCK_EDIT)  # type: ignore[attr-defined]
    ask = page_about(request, "privacy:request_new", row)
    return {
        "ask": f"{ask}&kind=CORRECTION",
        "disagree": page_about(request, "clients:disagree", row),
        "lock": page_about(request, "clients:lock_add", row) if lock else "",
    }
