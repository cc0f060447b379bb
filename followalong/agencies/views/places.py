"""The agency itself, and its sites: what they are called, and until when they are there."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import packs, read, shown
from followalong.agencies.actions import (
    add_site,
    edit_agency,
    edit_place,
    make_program,
    set_door,
)
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.forms.places import AgencyForm, ProgramForm, SiteForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Program, Site, Team
from followalong.agencies.roles import Permission
from followalong.agencies.views.form_page import form_page
from followalong.agencies.views.places_shown import place_lines
from followalong.agencies.words import speech
from followalong.agencies.writing import write

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.STAFF_VIEW, Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Programs, sites and teams: those that are there, and those that closed."""
    today = timezone.localdate()
    groups = [
        place_lines(request, read.many(request, model.objects.order_by("name")), today)
        for model in (Program, Site, Team)
    ]
    context = dict(zip(("programs", "sites", "teams"), groups, strict=True))
    context["can_edit"] = shown.may(request, Permission.AGENCY_EDIT)
    return render(request, "agencies/places.html", context)


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def agency(request: HttpRequest) -> HttpResponse:
    """The agency's name and time zone. Its pack is part of what it is, and stays."""
    row = request.membership.agency
    form = AgencyForm(request.POST or None, initial={"name": row.name, "timezone": row.timezone})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "timezone")}
        if write(request, form, lambda: edit_agency(by=request.actor, agency=row, **said).pk):
            return go(request, "home:settings")
    pack = packs.load(row.pack)
    return form_page(
        request,
        form,
        title=_("Your agency"),
        lead=_("Words, holidays and local rules are those of %(place)s.")
        % {"place": pack.title.say(get_language() or "en")},
        button=_("Save"),
        parent=_("Settings"),
        back=here(request, "home:settings"),
    )


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def program_add(request: HttpRequest) -> HttpResponse:
    """A new service; its public page opens with it, unless told otherwise."""
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {**form.values(), "has_door": form.cleaned_data["has_door"]}
        agency = request.membership.agency
        if write(request, form, lambda: make_program(by=request.actor, agency=agency, **said).pk):
            return go(request, "agencies:places")
    lead = _("What you offer: people take part in a program, and specialists work in one.")
    return form_page(
        request, form, title=_("Add a program"), lead=lead, button=_("Add"), **up(request)
    )


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_POST
def door(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Open or close a program's public page."""
    row = read.one(request, Program.objects.select_related("agency"), pk=program_id)
    form = TakeBackForm(request.POST)
    is_open = request.POST.get("do") == "open"
    if form.is_valid():
        write(request, form, lambda: set_door(by=request.actor, program=row, is_open=is_open).pk)
    return go(request, "clients:program_edit", program_id=row.pk)


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def site_add(request: HttpRequest) -> HttpResponse:
    """A new place where the agency works."""
    form = SiteForm(request.POST or None, **_speech(request))
    if request.method == "POST" and form.is_valid():
        agency = request.membership.agency
        if write(
            request, form, lambda: add_site(by=request.actor, agency=agency, **form.values()).pk
        ):
            return go(request, "agencies:places")
    lead = _("Where you work: referrals and letter heads can name it.")
    return form_page(
        request, form, title=_("Add a site"), lead=lead, button=_("Add"), **up(request)
    )


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def site_edit(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """What a site is called, and when it closes."""
    row = read.one(request, Site.objects, pk=site_id)
    form = SiteForm(request.POST or None, place=row, **_speech(request))
    if save_place(request, form, row):
        return go(request, "agencies:places")
    lead = _("A site that closes is offered no more. What was written there stays.")
    return form_page(request, form, title=row.name, lead=lead, button=_("Save"), **up(request))


def save_place(request: HttpRequest, form: Any, row: Any) -> UUID | None:
    """Change a site or a team when its form was sent and is whole."""
    if request.method != "POST" or not form.is_valid():
        return None
    return write(
        request,
        form,
        lambda: (
            edit_place(
                by=request.actor,  # type: ignore[attr-defined]
                place=row,
                seen_version=form.seen,
                values=form.values(),
            ).pk
        ),
    )


def up(request: HttpRequest) -> dict[str, str]:
    """The list of places, as the page above a form."""
    return {"parent": _("Programs, sites and teams"), "back": here(request, "agencies:places")}


def _speech(request: HttpRequest) -> dict[str, Any]:
    pack, lang = speech(request)
    return {"pack": pack, "lang": lang}
