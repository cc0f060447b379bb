from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted, status_of, write
from followalong.matching import rows
from followalong.matching.actions import (
    Brought,
    add_opening,
    change_opening,
    close_opening,
    import_openings,
)
from followalong.matching.features import features_of, known_of
from followalong.matching.forms.openings import BringForm, FeaturesForm, FindForm, OpeningForm
from followalong.matching.models import Opening
from followalong.matching.rules.advertisements import Refused, Why, read_advertisements

AT_MOST = 50
REFUSED_SHOWN = 200
WHY = {
    Why.NO_TITLE: gettext_lazy("no title"),
    Why.NO_EMPLOYER: gettext_lazy("no employer"),
    Why.UNREADABLE_DAY: gettext_lazy("a day that can’t be read; write it like 2026-03-31"),
    Why.RAGGED: gettext_lazy("more or fewer cells than the first line"),
    Why.TOO_LONG: gettext_lazy("longer than an advertisement can be"),
    Why.TWICE: gettext_lazy("the same as a line above it"),
    Why.NO_ADVERTISEMENT: gettext_lazy("no advertisement found in this file"),
}


@requires(Permission.EMPLOYER_VIEW)
@require_safe
def opening_list(request: HttpRequest) -> HttpResponse:
    """Work that employers may have now, the newest first."""
    asked = FindForm(request.GET)
    words = asked.cleaned_data.get("q", "") if asked.is_valid() else ""
    open_now = rows.open_on(rows.openings(), timezone.localdate())
    found = read.many(request, rows.with_words(open_now, words), limit=AT_MOST + 1)
    context = {
        "form": asked,
        "words": words,
        "openings": [_line(request, one) for one in found[:AT_MOST]],
        "has_more": len(found) > AT_MOST,
        "can_edit": can(request.actor.role, Permission.EMPLOYER_EDIT),
    }
    return render(request, "matching/list.html", context)


def _line(request: HttpRequest, one: Opening) -> dict[str, Any]:
    said = [one.employer.employer.name, one.hours, one.pay]
    if one.expires_on:
        said.append(_("until %(day)s") % {"day": date_format(one.expires_on, "SHORT_DATE_FORMAT")})
    return {
        "title": one.title,
        "href": here(request, "matching:opening", opening_id=one.pk),
        "meta": " · ".join(part for part in said if part),
    }


@requires(Permission.EMPLOYER_VIEW)
@require_safe
def opening(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """What is known about one opening."""
    one = read.one(request, rows.openings(), pk=opening_id)
    can_edit = can(request.actor.role, Permission.EMPLOYER_EDIT)
    context = {
        "opening": one,
        "can_edit": can_edit,
        "can_match": can(request.actor.role, Permission.MATCH_EDIT) and not one.closed_on,
        "features": features_of(one),
        "form": CommandForm(),
    }
    return render(request, "matching/opening.html", context)


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Work somebody heard or read of, in seconds."""
    first = {"employer_name": request.GET.get("employer", "")}
    form = OpeningForm(request.POST or None, initial=first)
    made = posted(request, form, lambda: add_opening(by=request.actor, **form.values()).pk)
    if made:
        return go(request, "matching:opening", opening_id=made)
    asks = bool(form["is_another"].errors or form["is_another"].value())
    context = {"form": form, "asks": asks, "back": here(request, "matching:list")}
    return render(request, "matching/new.html", context, status=status_of(form))


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """More is known now: its words, and what a match uses."""
    one = read.one(request, rows.openings(), pk=opening_id)
    form = FeaturesForm(request.POST or None, initial=FeaturesForm.initial_of(one))

    def do() -> UUID:
        seen = form.cleaned_data["version"]
        return change_opening(by=request.actor, opening=one, seen=seen, values=form.values()).pk

    if posted(request, form, do):
        return go(request, "matching:opening", opening_id=one.pk)
    context = {
        "opening": one,
        "form": form,
        "beside": [] if form.follows(one) else known_of(one),
        "back": here(request, "matching:opening", opening_id=one.pk),
    }
    return render(request, "matching/edit.html", context, status=status_of(form))


@requires(Permission.EMPLOYER_EDIT)
@require_POST
def close(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """It is taken, or gone."""
    one = read.one(request, rows.openings(), pk=opening_id)
    form = CommandForm(request.POST)
    if form.is_valid():
        write(request, form, lambda: close_opening(by=request.actor, opening=one).pk)
    return go(request, "matching:opening", opening_id=one.pk)


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Advertisements from a file: each is stored, or told with the reason why not."""
    form = BringForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "back": here(request, "matching:list")}
    good, refused = read_advertisements(form.cleaned_data["file"]) if form.is_valid() else ([], [])
    done: list[Brought] = []

    def do() -> UUID:
        done.append(import_openings(by=request.actor, advertisements=good))
        return done[0].event_id

    if posted(request, form, do):
        if not done:  # the same form a second time
            return go(request, "matching:list")
        context |= _told(done[0], refused) | {"form": BringForm()}
    return render(request, "matching/bring.html", context, status=status_of(form))


def _told(brought: Brought, refused: list[Refused]) -> dict[str, Any]:
    stored = ngettext("%(n)d opening stored", "%(n)d openings stored", brought.stored)
    known = ngettext("%(n)d was here already", "%(n)d were here already", brought.known)
    lines = [{"line": one.line, "why": WHY[one.why]} for one in refused[:REFUSED_SHOWN]]
    left = ngettext("%(n)d line was not taken", "%(n)d lines were not taken", len(refused))
    return {
        "result": stored % {"n": brought.stored},
        "known": known % {"n": brought.known} if brought.known else "",
        "left": left % {"n": len(refused)} if refused else "",
        "refused": lines,
    }
