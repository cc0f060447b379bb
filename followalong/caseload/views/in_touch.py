"""If we lose touch: what the person allowed, what was tried, and what may come next."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.caseload import actions
from followalong.caseload.forms import CloseOutOfTouchForm, OneTapForm
from followalong.caseload.models import Contact
from followalong.caseload.views.in_touch_shown import away_of, choice_of, effort_lines, tries_of
from followalong.clients import actions as clients
from followalong.clients.models import Enrolment, Facet, OutreachChoice


@requires(Permission.CONTACT_VIEW)
@require_safe
def in_touch(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """The two lines, what was tried since we lost touch, and how it may go on."""
    return _page(request, _one(request, enrolment_id))


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def lost(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: we have lost touch."""
    return _tapped(request, _one(request, enrolment_id), clients.lose_touch)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def stop(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: they asked us to stop."""
    return _tapped(request, _one(request, enrolment_id), clients.ask_to_stop)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def rest(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: they rest, with an open door."""
    return _tapped(request, _one(request, enrolment_id), actions.let_rest)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def back(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: they are back, whatever they had asked before."""
    row = _one(request, enrolment_id)
    clients.back_in_touch(by=request.actor, enrolment=row)
    messages.success(request, _("Good to hear from %(name)s again.") % {"name": row.client.name})
    return go(request, "home:client", client_id=row.client_id)


@requires(Permission.CASELOAD_ASSIGN)
@require_POST
def close(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Support ends for somebody out of touch; whoever leads decides."""
    row = _one(request, enrolment_id)
    form = CloseOutOfTouchForm(request.POST)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("exited_on", "note")}
        return actions.close_out_of_touch(by=request.actor, enrolment=row, **said).pk

    return _changed(request, row, form, do, closing=form)


def _tapped(request: HttpRequest, row: Enrolment, act: Callable[..., Facet]) -> HttpResponse:
    form = OneTapForm(request.POST)
    return _changed(
        request, row, form, lambda: act(by=request.actor, enrolment=row).pk, tapped=form
    )


def _changed(
    request: HttpRequest,
    row: Enrolment,
    form: CommandForm,
    do: Callable[[], UUID],
    **bound: CommandForm,
) -> HttpResponse:
    if form.is_valid() and write(request, form, do):
        return go(request, "caseload:in_touch", enrolment_id=row.pk)
    return _page(request, row, **bound)


def _one(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    rows = Enrolment.objects.select_related("client", "program", "agency")
    row: Enrolment = read.one(request, rows, pk=enrolment_id)
    return row


def _page(
    request: HttpRequest,
    row: Enrolment,
    *,
    tapped: OneTapForm | None = None,
    closing: CloseOutOfTouchForm | None = None,
) -> HttpResponse:
    today, role = timezone.localdate(), request.actor.role  # type: ignore[attr-defined]
    pack = packs.load(row.agency.pack)
    choices = read.many(
        request,
        OutreachChoice.objects.filter(enrolment=row)
        .select_related("membership")
        .order_by("-from_on", "-pk"),
    )
    away = away_of(read.many(request, Facet.objects.filter(enrolment=row)), today)
    tries = read.many(request, _tries(row, away.since), limit=50) if away.since else []
    done, wanted = actions.effort_of(row, today)
    context = {
        "enrolment": row,
        "client": row.client,
        "client_page": here(request, "home:client", client_id=row.client_id),
        "is_open": row.exited_on is None,
        "away": away,
        **choice_of(choices, pack, today),
        **tries_of(request, tries, choices, pack, away, done, today),
        "effort": effort_lines(done, wanted),
        "can_edit": row.exited_on is None and can(role, Permission.ENROLMENT_EDIT),
        "leads": row.exited_on is None and can(role, Permission.CASELOAD_ASSIGN),
        "rests": pack.value("out_of_touch_ends") == "resting",
        "tapped": tapped or OneTapForm(auto_id=False),
        "closing": closing or CloseOutOfTouchForm(auto_id="close_%s"),
        "sent": "closing" if closing else "",
    }
    status = max((status_of(form) for form in (tapped, closing) if form), default=200)
    return render(request, "caseload/in_touch.html", context, status=status)


def _tries(row: Enrolment, since: Any) -> Any:
    rows = Contact.objects.filter(actions.TRY, enrolment=row, started_on__gte=since)
    return rows.select_related("membership").order_by("-started_on", "-id")
