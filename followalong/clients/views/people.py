from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients.actions import edit_client
from followalong.clients.forms.people import AS_SAID, ClientForm
from followalong.clients.models import Client
from followalong.clients.refusals import EditConflict


@requires(Permission.CLIENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def client_edit(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What we know about a person. A change made meanwhile by someone else is never lost."""
    client = read.one(request, Client.objects, pk=client_id)
    if client.same_as_id:
        return go(request, "clients:client_edit", client_id=client.same_as_id)
    pack, lang = speech(request)
    form = ClientForm(request.POST or None, initial=_initial(client), pack=pack, lang=lang)
    both: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            if write(request, form, lambda: _save(request, form, client).pk):
                return go(request, "home:client", client_id=client.pk)
        except EditConflict as conflict:
            both = _both_texts(form, conflict.stored)
            form = _at_version(form, conflict.stored.version, pack=pack, lang=lang)
    context = {"form": form, "client": client, "both": both}
    context["can_record_death"] = can(request.actor.role, Permission.ENROLMENT_CLOSE)
    status = 409 if both else status_of(form)
    return render(request, "clients/client_edit.html", context, status=status)


def _initial(client: Client) -> dict[str, object]:
    names = [name for name in ClientForm.base_fields if name != "command_id"]
    known = {name: getattr(client, name) for name in names}
    return {**known, "ok_to_text": AS_SAID[client.ok_to_text]}


def _save(request: HttpRequest, form: ClientForm, client: Client) -> Client:
    return edit_client(
        by=request.actor,
        client=client,
        version=form.cleaned_data["version"],
        values=form.values(),
    )


def _both_texts(form: ClientForm, stored: Client) -> list[dict[str, str]]:
    """Where the two differ: what is saved now, and what was typed here."""
    yes_no = {True: _("yes"), False: _("no"), None: ""}
    differ = {k: v for k, v in form.values().items() if getattr(stored, k) != v}
    return [
        {
            "label": str(form.fields[name].label),
            "saved": str(yes_no.get(kept, kept) if name == "ok_to_text" else kept or ""),
            "typed": str(yes_no.get(typed, typed) if name == "ok_to_text" else typed or ""),
        }
        for name, typed in differ.items()
        for kept in [getattr(stored, name)]
    ]


def _at_version(form: ClientForm, version: int, **say: object) -> ClientForm:
    """The same words over the version that is stored now: saving again is a choice."""
    data = form.data.copy()
    data["version"] = str(version)
    return ClientForm(data, **say)
