"""A person does not agree with an entry: their words go beside it, and the entry stays."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients import actions
from followalong.clients.entries import back_to, named_entry
from followalong.clients.forms.disagreements import DisagreementForm
from followalong.clients.forms.locks import ways_of
from followalong.clients.models import Client


@requires(Permission.RIGHTS_RECEIVE, Permission.COUNSELLING_WRITE, purpose="PATRQT")
@require_http_methods(["GET", "HEAD", "POST"])
def disagree(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """For the entry that the address names; without one, where to choose it."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    entry = named_entry(request, client)
    if entry is None:
        return go(request, "privacy:entry", client_id=client.pk)
    form = DisagreementForm(request.POST or None, ways=ways_of(*speech(request)))

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("words", "way", "said_on")}
        return actions.state_disagreement(by=request.actor, client=client, row=entry, **said).pk

    if posted(request, form, do):
        messages.success(request, _("Written down. It is shown wherever the entry is shown."))
        return back_to(request) or go(request, "home:client", client_id=client.pk)
    context = {
        "form": form,
        "client": client,
        "back": here(request, "home:client", client_id=client.pk),
    }
    return render(request, "clients/disagree.html", context, status=status_of(form))
