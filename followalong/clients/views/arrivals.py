"""How referrals arrive at a program: public page, secret links, routes, questions."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone as clock
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go
from followalong.agencies.models import Program, Site
from followalong.agencies.roles import Permission
from followalong.agencies.rows import sites
from followalong.agencies.words import speech
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.clients import actions, rows
from followalong.clients.forms.arrivals import LinkMakeForm, RouteForm, StepForm
from followalong.clients.models import ReferralLink, ReferralRoute
from followalong.clients.rules import usual_source
from followalong.clients.views.arrivals_shown import link_line, question_lines, route_line
from followalong.core.qr import qr_svg

MAY = Permission.REFERRAL_SET_UP


@requires(MAY)
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Which program? With one there is nothing to choose."""
    programs = _programs(request)
    if len(programs) == 1:
        return go(request, "clients:arrivals_of", program_id=programs[0].pk)
    return render(request, "clients/arrivals_choose.html", {"programs": programs})


@requires(MAY)
@require_safe
def arrivals_of(request: HttpRequest, program_id: UUID) -> HttpResponse:
    return _page(request, _program(request, program_id))


@requires(MAY)
@require_POST
def link_make(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """A new secret link; its page has the address, the picture and the card."""
    program = _program(request, program_id)
    form = _link_form(request, program, request.POST)
    if form.is_valid():
        said = {k: v for k, v in form.cleaned_data.items() if k != "command_id"}
        made = write(
            request,
            form,
            lambda: actions.make_link(by=request.actor, program=program, **said).pk,
        )
        if made:
            return go(request, "clients:link", link_id=made)
    return _page(request, program, link_form=form)


@requires(MAY)
@require_POST
def route_add(request: HttpRequest, program_id: UUID) -> HttpResponse:
    program = _program(request, program_id)
    form = _route_form(request, program, request.POST)
    if form.is_valid() and write(
        request,
        form,
        lambda: actions.add_route(by=request.actor, program=program, **form.values()).pk,
    ):
        return go(request, "clients:arrivals_of", program_id=program.pk)
    return _page(request, program, route_form=form)


@requires(MAY)
@require_POST
def route_up(request: HttpRequest, route_id: UUID) -> HttpResponse:
    row = read.one(request, ReferralRoute.objects, pk=route_id)
    return _step(request, row, lambda: actions.raise_route(by=request.actor, route=row).pk)


@requires(MAY)
@require_POST
def route_remove(request: HttpRequest, route_id: UUID) -> HttpResponse:
    row = read.one(request, ReferralRoute.objects, pk=route_id)
    return _step(request, row, lambda: actions.remove_route(by=request.actor, route=row).pk)


@requires(MAY)
@require_safe
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """The address, its picture, and a card to print and pin up."""
    row = _link(request, link_id)
    pack, lang = speech(request)
    context = {
        "link": row,
        "line": link_line(request, row, pack, lang, clock.localdate()),
        "address": _address(row),
        "form": StepForm(),
        "head": head_of(request, row.site_id),
    }
    return render(request, "clients/link.html", context)


@requires(MAY)
@require_safe
def link_qr(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """The address as a picture that a phone reads, dark on white in both themes."""
    picture = qr_svg(_address(_link(request, link_id)))
    return HttpResponse(picture, content_type="image/svg+xml")


@requires(MAY)
@require_POST
def link_end(request: HttpRequest, link_id: UUID) -> HttpResponse:
    row = _link(request, link_id)
    return _step(request, row, lambda: actions.end_link(by=request.actor, link=row).pk)


def _programs(request: HttpRequest) -> list[Program]:
    """A supervisor's own program; all of them for who sets the agency up."""
    programs = Program.objects.order_by("name")
    own = request.actor.team_id
    return read.many(request, programs.filter(pk=own) if own else programs)


def _program(request: HttpRequest, program_id: UUID) -> Program:
    own = request.actor.team_id
    programs = Program.objects.filter(pk=own) if own else Program.objects
    return read.one(request, programs, pk=program_id)


def _link(request: HttpRequest, link_id: UUID) -> ReferralLink:
    named = ReferralLink.objects.select_related("program", "site")
    return read.one(request, named, pk=link_id)


def _address(row: ReferralLink) -> str:
    return str(settings.SITE_URL) + reverse("refer:refer_for", args=[row.secret])


def _step(request: HttpRequest, row: Any, do: Any) -> HttpResponse:
    """One tap, then back to the program's page."""
    form = StepForm(request.POST)
    if form.is_valid() and write(request, form, do):
        return go(request, "clients:arrivals_of", program_id=row.program_id)
    return _page(request, _program(request, row.program_id), step=form)


def _link_form(request: HttpRequest, program: Program, data: Any) -> LinkMakeForm:
    pack, lang = speech(request)
    usual = usual_source(program.setting)
    return LinkMakeForm(
        data, pack=pack, lang=lang, sites=_sites(request), usual=usual, auto_id="link_%s"
    )


def _route_form(request: HttpRequest, program: Program, data: Any) -> RouteForm:
    pack, lang = speech(request)
    today = clock.localdate()
    staff = read.many(
        request, rows.working_in(program, rows.ANSWERERS, today=today, reader=request.actor)
    )
    peers = read.many(
        request, rows.working_in(program, rows.PEERS, today=today, reader=request.actor)
    )
    about = {"pack": pack, "lang": lang, "sites": _sites(request)}
    return RouteForm(data, **about, staff=staff, peers=peers, auto_id="route_%s")


def _sites(request: HttpRequest) -> list[Site]:
    return read.many(request, sites(clock.localdate()))


def _page(request: HttpRequest, program: Program, **bound: CommandForm) -> HttpResponse:
    """The page, with one form as it was sent and the others fresh."""
    pack, lang = speech(request)
    today = clock.localdate()
    links = read.many(request, rows.links_of(program))
    routes = read.many(request, rows.routes_of(program))
    context = {
        "program": program,
        "link_form": bound.get("link_form") or _link_form(request, program, None),
        "route_form": bound.get("route_form") or _route_form(request, program, None),
        "step": bound.get("step"),
        "links": [link_line(request, row, pack, lang, today) for row in links],
        "routes": [route_line(request, row, pack, lang) for row in routes],
        "questions": question_lines(pack, program.setting, lang),
        "form": StepForm(auto_id=False),
    }
    status = max((status_of(form) for form in bound.values()), default=200)
    return render(request, "clients/arrivals.html", context, status=status)
