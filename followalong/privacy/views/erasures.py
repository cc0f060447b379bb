"""Letting a record go: one person proposes, another agrees or leaves it as it is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here, page_for
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy import retention_shown as shown
from followalong.privacy.forms import AgreeForm, LeaveForm, ProposeForm
from followalong.privacy.models import Erasure, RightsRequest
from followalong.privacy.rules import ASKED, TIME_OVER
from followalong.privacy.waiting import erasures_waiting

DECIDED_SHOWN = 50
NAMED = ("proposed_by", "agreed_by", "left_by")


@requires(Permission.RETENTION_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def erasure_new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What would go, what stays, what stands against it; and the proposal."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    (pack, lang), asked = speech(request), _request(request)
    reason = ASKED if asked else TIME_OVER
    form = ProposeForm(request.POST or None, pack=pack, lang=lang, initial={"reason": reason})

    def do() -> UUID:
        told = {name: form.cleaned_data[name] for name in ("reason", "basis")}
        row = actions.propose_erasure(by=request.actor, client=client, request=asked, **told)
        return row.pk

    if erasure_id := posted(request, form, do):
        messages.success(request, _("Proposed. It goes only when somebody else agrees."))
        return go(request, "privacy:erasure", erasure_id=erasure_id)
    standing = shown.standing(request, client.pk, reason)
    context = {
        "form": form,
        "client": client,
        "days": " · ".join(shown.days_of(standing)),
        "against": shown.stands_against(standing),
        "hold": f"{here(request, 'privacy:hold_new')}?client={client.pk}",
        "back": here(request, "privacy:retention"),
    }
    return render(request, "privacy/erasure_new.html", context, status=status_of(form))


@requires(Permission.ERASURE_AGREE, purpose="HOPERAT")
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """What waits for a second person; below it what was let go, and what was left."""
    waiting = read.many(request, erasures_waiting().select_related(*NAMED).order_by("proposed_on"))
    decided = Erasure.objects.exclude(pk__in=erasures_waiting()).select_related(*NAMED)
    names = shown.named(request, waiting)
    rows = read.many(request, decided.order_by("-changed_at", "-pk"), limit=DECIDED_SHOWN)
    context = {
        "waiting": [shown.erasure(request, row, names) for row in waiting],
        "decided": [shown.erasure(request, row, {}) for row in rows],
        "keeping": page_for(request, Permission.RETENTION_EDIT, "privacy:retention"),
    }
    return render(request, "privacy/erasures.html", context)


@requires(Permission.ERASURE_AGREE, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """The proposal, what stands against it by now, and the second person's yes."""
    row, form = _one(request, erasure_id), AgreeForm(request.POST or None)

    def do() -> UUID:
        return actions.agree_to_erasure(by=request.actor, erasure=row).pk

    if posted(request, form, do):
        messages.success(request, _("Let go. A number, dates and this page are left of it."))
        return go(request, "privacy:erasure", erasure_id=row.pk)
    return _page(request, row, form, LeaveForm(auto_id="leave_%s"))


@requires(Permission.ERASURE_AGREE, purpose="HOPERAT")
@require_POST
def erasure_leave(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """It stays as it is, for a reason."""
    row, form = _one(request, erasure_id), LeaveForm(request.POST, auto_id="leave_%s")

    def do() -> UUID:
        why = form.cleaned_data["why"]
        return actions.leave_as_it_is(by=request.actor, erasure=row, why=why).pk

    if posted(request, form, do):
        messages.success(request, _("It stays as it is."))
        return go(request, "privacy:erasures")
    return _page(request, row, AgreeForm(), form)


def _one(request: HttpRequest, erasure_id: UUID) -> Erasure:
    row: Erasure = read.one(request, Erasure.objects.select_related(*NAMED), pk=erasure_id)
    return row


def _request(request: HttpRequest) -> RightsRequest | None:
    """The request that it answers, where its page led here."""
    try:
        asked = UUID(request.GET.get("request", ""))
    except ValueError:
        return None
    found: RightsRequest = read.one(request, RightsRequest.objects, pk=asked)
    return found


def _page(request: HttpRequest, row: Erasure, form: AgreeForm, leave: LeaveForm) -> HttpResponse:
    told = shown.erasure(request, row, {})
    context: dict[str, Any] = {
        **told,
        "form": form,
        "leave_form": leave,
        "is_own": row.proposed_by_id == request.actor.membership_id,  # type: ignore[attr-defined]
        "person": shown.person_of(request, row),
        "leave": here(request, "privacy:erasure_leave", erasure_id=row.pk),
        "action": told["href"],
        "back": here(request, "privacy:erasures"),
    }
    if told["is_open"]:
        standing = shown.standing(request, row.client_id, row.reason)
        context |= {
            "days": " · ".join(shown.days_of(standing)),
            "against": shown.stands_against(standing),
        }
    status = max(status_of(form), status_of(leave))
    return render(request, "privacy/erasure.html", context, status=status)
