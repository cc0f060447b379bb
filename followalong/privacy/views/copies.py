"""A copy of somebody's record, to hand to them: seen first, then on paper, as a file, or on their
own page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy.copies_shown import given_now, ways
from followalong.privacy.copy_files import MADE, file_of
from followalong.privacy.copy_of import copy_of, sealed
from followalong.privacy.copy_parts import INVITES
from followalong.privacy.forms import CopyForm
from followalong.privacy.looks import own_worker
from followalong.privacy.requests_shown import waiting_copies


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
def copy(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """From here it is seen, and handed over."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    return _page(request, client, CopyForm())


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
def copy_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """In the person's language; made by somebody other than their own worker."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    with translation.override(language_of(client)):
        context = {
            "copy": copy_of(request, client),
            "invites": INVITES,
            "head": head_of(request),
            "back": here(request, "privacy:copy", client_id=client.pk),
        }
        return render(request, "privacy/copy_print.html", context)


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
@steps_up
def copy_file(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same as an accessible PDF, and for other programs: JSON, or CSV without formulas."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    asked = request.GET.get("as", "")
    kind = asked if asked in MADE else "json"
    with translation.override(language_of(client)):
        response = file_of(copy_of(request, client), kind)
    by, asked_in = request.actor, request.request_id  # type: ignore[attr-defined]
    actions.note_copy(by=by, client=client, kind=kind, request_id=asked_in)
    return response


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_POST
@steps_up
def copy_give(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Onto the person's own page, as it stands now; the request it answers comes next."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    form, asked = CopyForm(request.POST), read.many(request, waiting_copies(client), limit=1)

    def do() -> UUID:
        with translation.override(language_of(client)):
            content = sealed(copy_of(request, client))
        answers = asked[0] if asked else None
        by = request.actor  # type: ignore[attr-defined]
        return actions.give_copy(by=by, client=client, content=content, request=answers).pk

    if not posted(request, form, do):
        return _page(request, client, form)
    messages.success(request, _("It opens on their own page now, as you saw it."))
    if asked:
        return go(request, "privacy:request", request_id=asked[0].pk)
    return go(request, "privacy:copy", client_id=client.pk)


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_POST
def copy_end(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Off their own page again, before its time is over."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    form, given = CopyForm(request.POST), given_now(request, client)

    def do() -> UUID:
        return actions.take_copy_off(by=request.actor, copy=given).pk  # type: ignore[attr-defined]

    if given is None or posted(request, form, do):
        messages.success(request, _("It is off their page."))
        return go(request, "privacy:copy", client_id=client.pk)
    return _page(request, client, form)


def whose(request: HttpRequest, client_id: UUID) -> Client | None:
    """The person; None for their own worker, whom they may want to ask about."""
    client: Client = read.one(
        request, Client.objects.select_related("same_as"), pk=client_id
    ).person
    return None if read.count(request, own_worker(client, request.actor)) else client  # type: ignore[attr-defined]


def _page(request: HttpRequest, client: Client, form: CopyForm) -> HttpResponse:
    forms = {"form": form, "end_form": CopyForm(auto_id="end_%s")}
    context = {**ways(request, client), **forms}
    return render(request, "privacy/copy.html", context, status=status_of(form))
