"""A copy of somebody's record, to hand to them: on paper, and as files for other programs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.privacy.actions import note_copy
from followalong.privacy.copy_files import MADE
from followalong.privacy.copy_of import copy_of
from followalong.privacy.copy_parts import INVITES
from followalong.privacy.looks import own_worker


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
def copy_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """In the person's language; made by somebody other than their own worker."""
    client = _whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    with translation.override(language_of(client)):
        place = here(request, "privacy:copy_file", client_id=client.pk)
        context = {
            "copy": copy_of(request, client),
            "invites": INVITES,
            "head": head_of(request),
            **{f"as_{kind}": f"{place}?as={kind}" for kind in MADE},
            "page": here(request, "home:client", client_id=client.pk),
        }
        return render(request, "privacy/copy_print.html", context)


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
@steps_up
def copy_file(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same as an accessible PDF, and for other programs: JSON, or CSV without formulas."""
    client = _whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    asked = request.GET.get("as", "")
    kind = asked if asked in MADE else "json"
    make, media_type = MADE[kind]
    with translation.override(language_of(client)):
        body = make(copy_of(request, client))
    note_copy(by=request.actor, client=client, kind=kind, request_id=request.request_id)  # type: ignore[attr-defined]
    # The name says nothing about people, or about what kind of agency it is.
    name = f"copy-{timezone.localdate().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=media_type, headers=headers)


def _whose(request: HttpRequest, client_id: UUID) -> Client | None:
    """The person; None for their own worker, whom they may want to ask about."""
    client: Client = read.one(
        request, Client.objects.select_related("same_as"), pk=client_id
    ).person
    return None if read.count(request, own_worker(client, request.actor)) else client  # type: ignore[attr-defined]
