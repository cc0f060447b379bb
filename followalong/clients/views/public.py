"""Pages for people who are not signed in: they write, and nothing about anyone is shown back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone as clock
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.packs.text import base_language
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.clients import actions, rows
from followalong.clients.doors import (
    Visit,
    crisis_lines,
    enter_by_link,
    enter_door,
    is_too_often,
    receipt_of,
)
from followalong.clients.forms.public import CodeForm, LinkForm, SelfReferralForm
from followalong.core.gates import public
from followalong.core.ids import read_receipt_code


@public("a person asks for support for themselves: writes one referral, reads nothing")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, slug: str) -> HttpResponse:
    visit = enter_door(request, slug)
    form = SelfReferralForm(request.POST or None, sites=_sites(request, visit))
    too_often = False
    if request.method == "POST" and form.is_valid():
        too_often = is_too_often(request, visit)
        if not too_often and (made := _send(request, visit, form)):
            return redirect("refer:refer_done", receipt=receipt_of(made))
    return _form_page(request, visit, slug, form, too_often=too_often)


@public("puts a person's own words aside, sealed under a code that is shown once")
@require_POST
def refer_save(request: HttpRequest, slug: str) -> HttpResponse:
    """Words may be unfinished, so nothing is checked; the page that answers shows the code."""
    visit = enter_door(request, slug)
    form = SelfReferralForm(request.POST, sites=_sites(request, visit))
    too_often = is_too_often(request, visit, "refer-save")
    if too_often or form.is_trapped():
        return _form_page(request, visit, slug, form, too_often=too_often)
    code = actions.keep_draft(
        by=request.actor, program=visit.program, words=form.as_typed(), code=form.draft_code()
    )
    context = {"kept_code": code, "slug": slug, "days": actions.KEPT.days}
    return render(request, "clients/refer_saved.html", context)


@public("gives a person their own words back for the code that they hold")
@require_http_methods(["GET", "HEAD", "POST"])
def refer_back(request: HttpRequest, slug: str) -> HttpResponse:
    visit = enter_door(request, slug)
    form = CodeForm(request.POST or None)
    too_often = request.method == "POST" and is_too_often(request, visit, "refer-back")
    if request.method == "POST" and form.is_valid() and not too_often:
        code = form.cleaned_data["code"]
        words = actions.open_draft(by=request.actor, program=visit.program, code=code)
        if words is not None:
            kept = SelfReferralForm(initial={**words, "draft": code}, sites=_sites(request, visit))
            return _form_page(request, visit, slug, kept, too_often=False)
        form.not_found()
    context = {"form": form, "slug": slug, "too_often": too_often, "days": actions.KEPT.days}
    status = 429 if too_often else status_of(form)
    return render(request, "clients/refer_back.html", context, status=status)


@public("shows back the reference in the address and looks nothing up")
@require_safe
def refer_done(request: HttpRequest, receipt: str) -> HttpResponse:
    if read_receipt_code(receipt) != receipt:
        raise Http404
    return render(request, "clients/refer_done.html", {"receipt": receipt})


@public("whoever holds a clinic's secret link refers somebody: writes one referral, reads nothing")
@require_http_methods(["GET", "HEAD", "POST"])
def refer_for(request: HttpRequest, secret: str) -> HttpResponse:
    visit = enter_by_link(request, secret)
    form = LinkForm(request.POST or None)
    too_often = False
    if request.method == "POST" and form.is_valid():
        too_often = is_too_often(request, visit)
        if not too_often and _send_for(request, visit, form):
            return redirect("refer:refer_thanks")
    context = {"form": form, "link_name": visit.link.name, "too_often": too_often}
    return render(request, "clients/refer_for.html", context, status=_status(form, too_often))


@public("thanks whoever referred, the same for everyone")
@require_safe
def refer_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "clients/refer_thanks.html")


def _sites(request: HttpRequest, visit: Visit) -> list[Any]:
    return read.many(request, rows.sites_of(visit.program, clock.localdate()))


def _status(form: CommandForm, too_often: bool) -> int:
    return 429 if too_often else status_of(form)


def _form_page(
    request: HttpRequest, visit: Visit, slug: str, form: SelfReferralForm, *, too_often: bool
) -> HttpResponse:
    context = {
        "form": form,
        "slug": slug,
        "program": visit.program.name,
        "agency_name": visit.agency.name,
        "lines": crisis_lines(visit.pack, get_language() or "en"),
        "too_often": too_often,
    }
    return render(request, "clients/refer.html", context, status=_status(form, too_often))


def _send(request: HttpRequest, visit: Visit, form: SelfReferralForm):
    """The referral; what was put aside before goes with it."""

    def do():
        said = form.cleaned_data
        made = actions.self_refer(
            by=request.actor,
            program=visit.program,
            person=form.person(),
            reason=said["reason"],
            language=base_language(get_language() or "en"),
            site=form.chosen_site(),
        )
        if code := form.draft_code():
            actions.drop_draft(by=request.actor, program=visit.program, code=code)
        return made.pk

    return write(request, form, do)


def _send_for(request: HttpRequest, visit: Visit, form: LinkForm):
    return write(
        request,
        form,
        lambda: (
            actions.refer_by_link(
                by=request.actor,
                link=visit.link,
                person=form.person(),
                referrer=form.cleaned_data["referrer"],
                language=base_language(get_language() or "en"),
            ).pk
        ),
    )
