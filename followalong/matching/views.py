from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted, status_of, write
from followalong.matching import rows
from followalong.matching.actions import add_opening, close_opening
from followalong.matching.forms import FindForm, OpeningForm
from followalong.matching.models import Opening

AT_MOST = 50


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
    context = {"opening": one, "can_edit": can_edit, "form": CommandForm()}
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
@require_POST
def close(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """It is taken, or gone."""
    one = read.one(request, rows.openings(), pk=opening_id)
    form = CommandForm(request.POST)
    if form.is_valid():
        write(request, form, lambda: close_opening(by=request.actor, opening=one).pk)
    return go(request, "matching:opening", opening_id=one.pk)
