"""What people ask about their own record: written down, and answered by somebody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here, page_for
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients import choices_shown
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy import requests_shown as shown
from followalong.privacy.forms import PutOffForm, RequestAnswerForm, RequestForm
from followalong.privacy.models import RightsRequest
from followalong.privacy.request_entries import entry_shown
from followalong.privacy.retention_shown import begun_answer
from followalong.privacy.views.entries import spoken_of
from followalong.privacy.waiting import requests_waiting

ANSWERED_SHOWN = 50
NAMED = ("client", "written_by", "answered_by", "put_off_by")


@requires(Permission.RIGHTS_RECEIVE, purpose="PATRQT")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """By phone, on paper or in person: anybody here writes it down, somebody else answers."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    pack, lang = speech(request)
    found = spoken_of(request, client) if "entry" in request.GET else None
    first = {"kind": request.GET.get("kind", "")}
    form = RequestForm(request.POST or None, initial=first, pack=pack, lang=lang)

    def do() -> UUID:
        told = {name: form.cleaned_data[name] for name in ("kind", "way", "words", "asked_on")}
        about = found.row if found else None
        return actions.receive_request(by=request.actor, client=client, row=about, **told).pk

    if posted(request, form, do):
        by_when = shown.by_when(pack, form.cleaned_data["kind"], form.cleaned_data["asked_on"])
        messages.success(request, by_when)
        return go(request, "home:client", client_id=client.pk)
    context = {
        "form": form,
        "client": client,
        "found": found,
        "choose": here(request, "privacy:entry", client_id=client.pk),
        **shown.legal_help(pack, lang),
        "back": here(request, "home:client", client_id=client.pk),
    }
    return render(request, "privacy/request_new.html", context, status=status_of(form))


@requires(Permission.RIGHTS_ANSWER)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the nearest day first; below it what was answered lately."""
    waiting = read.many(request, requests_waiting().select_related("client", "written_by"))
    done = RightsRequest.objects.filter(answered_on__isnull=False).select_related("client")
    answered = read.many(request, done.order_by("-answered_on", "-pk"), limit=ANSWERED_SHOWN)
    in_order = sorted(waiting, key=lambda row: (row.answer_by, row.pk))
    context = {
        "waiting": [shown.line(request, row) for row in in_order],
        "answered": [shown.line(request, row) for row in answered],
    }
    return render(request, "privacy/requests.html", context)


@requires(Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    row = _one(request, request_id)
    pack, lang = speech(request)
    begun = begun_answer(request, row)
    form = RequestAnswerForm(request.POST or None, pack=pack, lang=lang, initial=begun)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("outcome", "answer")}
        return actions.answer_request(by=request.actor, request=row, **said).pk

    if posted(request, form, do):
        messages.success(request, _("Answered. Print it for the person, or read it to them."))
        return go(request, "privacy:request", request_id=row.pk)
    return _page(request, row, form, PutOffForm(auto_id="later_%s"))


@requires(Permission.RIGHTS_ANSWER)
@require_http_methods(["POST"])
def put_off(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The longer time that the law gives, once, with a reason that the person is told."""
    row = _one(request, request_id)
    pack, lang = speech(request)
    form = PutOffForm(request.POST, auto_id="later_%s")

    def do() -> UUID:
        why = form.cleaned_data["why"]
        return actions.put_off_request(by=request.actor, request=row, why=why).pk

    if posted(request, form, do):
        messages.success(request, _("Put off. Tell the person the new day and why."))
        return go(request, "privacy:request", request_id=row.pk)
    return _page(request, row, RequestAnswerForm(pack=pack, lang=lang), form)


@requires(Permission.RIGHTS_ANSWER)
@require_safe
def paper(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What was asked and what became of it, for the person, in their language."""
    row = _one(request, request_id)
    lang = choices_shown.language_of(row.client)
    with translation.override(lang):
        context = {
            **shown.told(row, lang, timezone.localdate()),
            "client": row.client,
            "head": head_of(request),
            "appeal": shown.appeal(speech(request)[0], lang),
            "back": here(request, "privacy:request", request_id=row.pk),
        }
        return render(request, "privacy/request_paper.html", context)


def _one(request: HttpRequest, request_id: UUID) -> RightsRequest:
    row: RightsRequest = read.one(
        request, RightsRequest.objects.select_related(*NAMED), pk=request_id
    )
    return row


def _page(
    request: HttpRequest, row: RightsRequest, form: RequestAnswerForm, later: PutOffForm
) -> HttpResponse:
    pack, lang = speech(request)
    context: dict[str, Any] = {
        **shown.told(row, lang, timezone.localdate()),
        "row": row,
        "form": form,
        "later_form": later if later.is_bound or shown.may_put_off(pack, row) else None,
        "leads_to": shown.leads_to(request, row),
        **entry_shown(request, row),
        "appeal": shown.appeal(pack, lang),
        "legal_help": pack.value("legal_help").say(lang) if row.kind == "LEGAL_HELP" else "",
        "needs_counsel": shown.needs_counsel(pack, row.kind),
        "paper": here(request, "privacy:request_paper", request_id=row.pk),
        "action": here(request, "privacy:request", request_id=row.pk),
        "put_off": here(request, "privacy:request_put_off", request_id=row.pk),
        "back": here(request, "privacy:requests"),
    }
    if astray := page_for(request, Permission.BREACH_EDIT, "privacy:breach_new"):
        context["astray"] = f"{astray}?request={row.pk}"
    status = max(status_of(form), status_of(later))
    return render(request, "privacy/request.html", context, status=status)
