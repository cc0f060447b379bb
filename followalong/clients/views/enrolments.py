from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Membership, Program
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.clients import actions, rows
from followalong.clients.forms.enrolments import (
    AssignForm,
    CloseForm,
    EndFacetForm,
    EnrolForm,
    FacetForm,
    FirstDayForm,
)
from followalong.clients.models import Assignment, Enrolment, Facet, PeerMeeting, Referral
from followalong.clients.views.enrolment_page import about_enrolment


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The first day of someone who asked to join."""
    referral = read.one(
        request, Referral.objects.select_related("client", "program"), pk=referral_id
    )
    form = _first_day_form(request, referral)
    if request.method == "POST" and form.is_valid():
        made = _begun(request, form, lambda said: _first_day(request, referral, form, said))
        if made:
            return go(request, "home:client", client_id=referral.client_id)
    context = {"form": form, "referral": referral, "client": referral.client}
    return render(request, "clients/enrol.html", context, status=status_of(form))


def _first_day(
    request: HttpRequest, referral: Referral, form: FirstDayForm, said: dict[str, Any]
) -> Enrolment:
    """The first day, and beside it whom they would like to meet: neither waits for the other."""
    about = {"client": referral.client, "program": referral.program}
    if form.asks_peer():
        actions.wish_peer(by=request.actor, **about, peer=form.cleaned_data["peer"])
    return actions.enrol(**about, referral=referral, **said)


def _first_day_form(request: HttpRequest, referral: Referral) -> FirstDayForm:
    pack, lang = speech(request)
    staff = _staff(request, referral.program)
    asked = PeerMeeting.objects.filter(client=referral.client_id, program=referral.program_id)
    unasked = rows.working_in(
        referral.program, rows.PEERS, today=clock.localdate(), reader=request.actor
    ).exclude(Exists(asked))
    return FirstDayForm(
        request.POST or None,
        pack=pack,
        lang=lang,
        staff=staff,
        # Whoever followed it up goes on with them (domain.md 0.1).
        me=referral.owner_id or request.actor.membership_id,
        peers=read.many(request, unasked),
        offered=referral.peer_id,
    )


@requires(Permission.CLIENT_VIEW)
@require_safe
def enrolment(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """What goes on now, who goes along, and how support ends or starts again."""
    return _page(request, _one(request, enrolment_id))


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def facet_start(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: something is going on from today."""
    row = _one(request, enrolment_id)
    pack, lang = speech(request)
    form = FacetForm(request.POST, pack=pack, lang=lang)
    said = _said(form)
    return _change(
        request,
        row,
        facets=form,
        do=lambda: actions.open_facet(by=request.actor, enrolment=row, **said).pk,
    )


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def facet_end(request: HttpRequest, facet_id: UUID) -> HttpResponse:
    """One tap: it is over from today."""
    facet = read.one(request, Facet.objects, pk=facet_id)
    return _change(
        request,
        _one(request, facet.enrolment_id),
        ended=EndFacetForm(request.POST),
        do=lambda: actions.close_facet(by=request.actor, facet=facet).pk,
    )


@requires(Permission.CASELOAD_ASSIGN)
@require_POST
def assign(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Somebody else goes along from a day on."""
    row = _one(request, enrolment_id)
    form = AssignForm(request.POST, staff=_staff(request, row.program))
    said = _said(form)
    return _change(
        request,
        row,
        assigned=form,
        do=lambda: actions.transfer_enrolment(by=request.actor, enrolment=row, **said).pk,
    )


@requires(Permission.ENROLMENT_CLOSE)
@require_POST
def close(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Support ends, for one of the reasons there are."""
    row = _one(request, enrolment_id)
    form = _close_form(request, request.POST)
    said = _said(form)
    return _change(
        request,
        row,
        closed=form,
        do=lambda: actions.close_enrolment(by=request.actor, enrolment=row, **said).pk,
    )


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def reopen(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Support starts again, as a new enrolment that continues this one."""
    row = _one(request, enrolment_id)
    form = _enrol_form(request, row.program)
    if form.is_valid():
        made = _begun(request, form, lambda said: actions.reopen(enrolment=row, **said))
        if made:
            return go(request, "clients:enrolment", enrolment_id=made)
    return _page(request, row, reopened=form)


def _begun(
    request: HttpRequest, form: EnrolForm, begin: Callable[[dict[str, Any]], Enrolment]
) -> UUID | None:
    """The first day written down, with what the person said about losing touch, if they did."""
    by: Any = request.actor  # type: ignore[attr-defined]

    def do() -> UUID:
        row = begin({"by": by, **form.stay()})
        if answer := form.answer():
            actions.record_outreach_choice(by=by, enrolment=row, from_on=row.entered_on, **answer)
        return row.pk

    return write(request, form, do)


def _one(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    with_names = Enrolment.objects.select_related("client", "program", "specialist")
    return read.one(request, with_names, pk=enrolment_id)


def _change(request: HttpRequest, row: Enrolment, *, do: Any, **bound: CommandForm) -> HttpResponse:
    """Run one change and go back to the page, or show it again with what was typed."""
    (form,) = bound.values()
    if form.is_valid() and write(request, form, do):
        return go(request, "clients:enrolment", enrolment_id=row.pk)
    return _page(request, row, **bound)


def _page(request: HttpRequest, row: Enrolment, **bound: CommandForm) -> HttpResponse:
    """The page, with one form as it was sent and the others fresh."""
    role = request.actor.role
    is_open = row.exited_on is None
    pack, lang = speech(request)
    forms: dict[str, CommandForm] = dict(bound)
    if is_open and can(role, Permission.ENROLMENT_EDIT):
        forms.setdefault("facets", FacetForm(pack=pack, lang=lang, auto_id="facet_%s"))
    if is_open and can(role, Permission.CASELOAD_ASSIGN):
        staff = [m for m in _staff(request, row.program) if m.pk != row.specialist_id]
        forms.setdefault("assigned", AssignForm(staff=staff, auto_id="assign_%s"))
    if is_open and can(role, Permission.ENROLMENT_CLOSE):
        forms.setdefault("closed", _close_form(request, None))
    may_return = not is_open and row.client.died_on is None
    if may_return and can(role, Permission.ENROLMENT_EDIT) and "reopened" not in forms:
        forms["reopened"] = _enrol_form(request, row.program)
    facets = read.many(request, Facet.objects.filter(enrolment=row).order_by("-from_on", "-pk"))
    for facet in facets:
        facet.enrolment = row
    holders = read.many(
        request,
        Assignment.objects.filter(enrolment=row).select_related("membership").order_by("-from_on"),
    )
    context = about_enrolment(request, row, facets=facets, holders=holders, today=clock.localdate())
    status = max((status_of(form) for form in bound.values()), default=200)
    context |= {"forms": forms, "sent": next(iter(bound), "")}
    context["client_page"] = here(request, "home:client", client_id=row.client_id)
    return render(request, "clients/enrolment.html", context, status=status)


def _staff(request: HttpRequest, program: Program) -> list[Membership]:
    today, reader = clock.localdate(), request.actor
    return read.many(request, rows.specialists_of(program, today=today, reader=reader))


def _enrol_form(request: HttpRequest, program: Program) -> EnrolForm:
    pack, lang = speech(request)
    staff = _staff(request, program)
    me = request.actor.membership_id
    return EnrolForm(request.POST or None, pack=pack, lang=lang, staff=staff, me=me)


def _close_form(request: HttpRequest, data: Any) -> CloseForm:
    pack, lang = speech(request)
    leads = can(request.actor.role, Permission.CASELOAD_ASSIGN)
    return CloseForm(data, pack=pack, lang=lang, leads=leads, auto_id="close_%s")


def _said(form: CommandForm) -> dict[str, Any]:
    """What a valid form says, without its command; nothing from one that is not."""
    said = form.cleaned_data if form.is_valid() else {}
    return {k: v for k, v in said.items() if k != "command_id"}
