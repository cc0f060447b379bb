"""Writing a referral down: typed, or proposed from a pasted e-mail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients import rows
from followalong.clients.actions import receive_referral
from followalong.clients.forms.referrals import MayBeHere, PasteForm, ReferralForm
from followalong.clients.lookalikes import Alike, alike_here
from followalong.clients.models import Referral


@requires(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_new(request: HttpRequest) -> HttpResponse:
    """A referral as staff write it down; asks once whether it is someone already here."""
    form = _form(request, request.POST or None)
    if request.headers.get("X-Part") == "alike":
        return _alike(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            made = write(request, form, lambda: _receive(request, form).pk)
        except MayBeHere as found:
            form.ask(found.near)
            made = None
        if made:
            return _received(request, made)
    context = {"form": form, "is_read": False}
    return render(request, "clients/referral_new.html", context, status=status_of(form))


def _receive(request: HttpRequest, form: ReferralForm) -> Referral:
    """Asks within the command: sent twice, the person just added is not asked about."""
    said, near = form.cleaned_data, _near(request, form)
    today, client = clock.localdate(), form.chosen(near)
    return receive_referral(
        by=request.actor,
        program=form.programs[said["program"]],
        source=said["source"],
        person=form.person(),
        client=client,
        not_same={} if client else {one.client: one.signs for one in near},
        referrer=said["referrer"],
        reason=said["reason"],
        received_on=None if said["received_on"] == today else said["received_on"],
        site=form.chosen_site(),
    )


def _near(request: HttpRequest, form: ReferralForm) -> list[Alike]:
    """People the writer may see who may be the one just described."""
    if not can(request.actor.role, Permission.CLIENT_VIEW):
        return []
    return alike_here(request, form.described())


def _alike(request: HttpRequest, form: ReferralForm) -> HttpResponse:
    """The part of the form that asks, while somebody types. Keeps nothing."""
    if near := _near(request, form):
        form.offer(near)
    return render(request, "clients/alike.html", {"form": form})


def _received(request: HttpRequest, made: UUID) -> HttpResponse:
    if can(request.actor.role, Permission.REFERRAL_VIEW):
        return go(request, "clients:referral", referral_id=made)
    messages.success(request, _("The program has the referral and will get in touch."))
    return go(request, "home:today")


@requires(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_paste(request: HttpRequest) -> HttpResponse:
    """The text of an e-mail becomes a form to look over. Nothing is kept until that is sent."""
    pasted = PasteForm(request.POST or None)
    if request.method == "POST" and pasted.is_valid():
        form = _form(request, None, initial=pasted.proposed())
        return render(request, "clients/referral_new.html", {"form": form, "is_read": True})
    return render(
        request, "clients/referral_paste.html", {"form": pasted}, status=status_of(pasted)
    )


def _form(request: HttpRequest, data: Any, **kw: Any) -> ReferralForm:
    actor = request.actor
    programs = read.many(request, rows.programs_open_to(actor.team_id, sees_sud=actor.sees_sud))
    pack, lang = speech(request)
    sites = read.many(request, rows.named_sites(clock.localdate()))
    return ReferralForm(data, pack=pack, lang=lang, programs=programs, sites=sites, **kw)
