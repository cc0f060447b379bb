"""Asking to be let in where a door was closed, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.privacy import entry_shown as shown
from followalong.privacy.actions import ask_for_access, grant_access, refuse_access
from followalong.privacy.forms import AskAccessForm, GrantForm, RefuseForm
from followalong.privacy.models import AccessRequest


@requires(Permission.TODAY_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def access_ask(request: HttpRequest) -> HttpResponse:
    """From a page that did not open. Whether there is anything there is not looked at."""
    place, named_id = shown.place_asked_for(request)
    form = AskAccessForm(request.POST or None)

    def do() -> UUID:
        said = {"place": place, "named_id": named_id, "words": form.cleaned_data["words"]}
        return ask_for_access(by=request.actor, **said).pk

    if posted(request, form, do):
        messages.success(request, _("Passed on. The answer will stand here."))
        return go(request, "privacy:access")
    context = {"form": form, "place": place, "back": here(request, "privacy:access")}
    return render(request, "privacy/access_ask.html", context, status=status_of(form))


@requires(Permission.TODAY_VIEW)
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """What I asked for with the answers, and what waits for mine."""
    return render(request, "privacy/access.html", shown.lists(request))


@requires(Permission.ACCESS_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def access_grant(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    asked = _one(request, asked_id)
    form = GrantForm(request.POST or None)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("to_on", "answer")}
        return grant_access(by=request.actor, asked=asked, **said).pk

    if posted(request, form, do):
        messages.success(request, _("Let in. It is on the record, and ends by itself."))
        return go(request, "privacy:access")
    return _page(request, asked, form, RefuseForm(auto_id="not_%s"))


@requires(Permission.ACCESS_DECIDE)
@require_POST
def access_refuse(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    asked = _one(request, asked_id)
    form = RefuseForm(request.POST, auto_id="not_%s")

    def do() -> UUID:
        return refuse_access(by=request.actor, asked=asked, answer=form.cleaned_data["answer"]).pk

    if posted(request, form, do):
        messages.success(request, _("Answered. They read it under what they asked for."))
        return go(request, "privacy:access")
    return _page(request, asked, GrantForm(), form)


def _one(request: HttpRequest, asked_id: UUID) -> AccessRequest:
    rows = AccessRequest.objects.select_related("asked_by", "answered_by", "tie")
    row: AccessRequest = read.one(request, rows, pk=asked_id)
    return row


def _page(
    request: HttpRequest, asked: AccessRequest, form: GrantForm, refusal: RefuseForm
) -> HttpResponse:
    people = read.many(request, Client.objects.filter(pk=asked.named_id))
    context: dict[str, Any] = {
        "line": shown.line(request, asked, people[0] if people else None),
        "is_own": shown.is_own(request, asked),
        "form": form if people or form.is_bound else None,
        "refusal": refusal,
        "told": [one for errors in (form.errors, refusal.errors) for one in errors.values()],
        "grant": here(request, "privacy:access_grant", asked_id=asked.pk),
        "refuse": here(request, "privacy:access_refuse", asked_id=asked.pk),
        "back": here(request, "privacy:access"),
    }
    status = max(status_of(form), status_of(refusal))
    return render(request, "privacy/access_answer.html", context, status=status)
