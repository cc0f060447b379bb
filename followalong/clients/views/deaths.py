from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.clients import actions
from followalong.clients.forms.deaths import DeathForm, TakeBackDeathForm
from followalong.clients.models import Client


@requires(Permission.ENROLMENT_CLOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def died(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Somebody has died: one day to write down, and nothing asks about them any more."""
    client = read.one(request, Client.objects, pk=client_id)
    form = DeathForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["died_on"]
        if write(
            request,
            form,
            lambda: actions.record_death(by=request.actor, client=client, died_on=day).pk,
        ):
            return go(request, "home:client", client_id=client.pk)
    return _page(request, client, form, TakeBackDeathForm(auto_id=False))


@requires(Permission.CASELOAD_ASSIGN)
@require_POST
def not_died(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """It was a mistake: everything is as it was."""
    client = read.one(request, Client.objects, pk=client_id)
    form = TakeBackDeathForm(request.POST)
    if form.is_valid() and write(
        request, form, lambda: actions.take_back_death(by=request.actor, client=client).pk
    ):
        messages.success(request, _("Taken back. Everything is as it was before."))
        return go(request, "home:client", client_id=client.pk)
    return _page(request, client, DeathForm(), form)


def _page(
    request: HttpRequest, client: Client, form: DeathForm, mistake: CommandForm
) -> HttpResponse:
    context = {
        "client": client,
        "form": form,
        "mistake": mistake,
        "client_page": here(request, "home:client", client_id=client.pk),
        "can_take_back": can(request.actor.role, Permission.CASELOAD_ASSIGN),
    }
    status = max(status_of(form), status_of(mistake))
    return render(request, "clients/died.html", context, status=status)
