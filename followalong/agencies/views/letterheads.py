"""The heads of printed pages: of the agency, of each site, and their pictures."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import heads, read, rows
from followalong.agencies.actions import save_letterhead
from followalong.agencies.forms.letterheads import LetterheadForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Letterhead, Site
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_safe
def letterheads(request: HttpRequest) -> HttpResponse:
    """How pages begin when they are printed: everywhere, and at each site."""
    made = heads.heads(request)
    whole = {
        "name": request.membership.agency.name,
        "head": made.get(None) or heads.neutral(request),
        "href": here(request, "agencies:letterhead"),
    }
    sites = [
        {
            "name": site.name,
            "head": made.get(site.pk),
            "href": here(request, "agencies:site_letterhead", site_id=site.pk),
        }
        for site in read.many(request, rows.sites(timezone.localdate()))
    ]
    return render(request, "agencies/letterheads.html", {"places": [whole, *sites]})


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def letterhead(request: HttpRequest) -> HttpResponse:
    """The head of every page whose site has none of its own."""
    return _edit(request, None)


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
def site_letterhead(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The head of one site's pages."""
    return _edit(request, read.one(request, Site.objects, pk=site_id))


@requires(Permission.TODAY_VIEW, purpose=OPERATIONS)
@require_safe
def logo(request: HttpRequest, letterhead_id: UUID) -> HttpResponse:
    """The picture, for whoever prints: a PNG of our own drawing."""
    row = read.one(request, Letterhead.objects, pk=letterhead_id)
    if row.logo is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(row.logo), content_type="image/png", headers=headers)


def _edit(request: HttpRequest, site: Site | None) -> HttpResponse:
    found = read.many(request, heads.light(Letterhead.objects.filter(site=site)), limit=1)
    head = found[0] if found else None
    agency = request.membership.agency  # type: ignore[attr-defined]
    start = {"name": site.name if site else agency.name}
    form = LetterheadForm(request.POST or None, request.FILES or None, head=head, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and write(request, form, lambda: _save(request, form, site))
    ):
        return go(request, "agencies:letterheads")
    context: dict[str, Any] = {
        "form": form,
        "title": site.name if site else _("The whole agency"),
        "head": heads.as_head(request, head) if head else heads.neutral(request),
    }
    return render(request, "agencies/letterhead_edit.html", context, status=status_of(form))


def _save(request: HttpRequest, form: LetterheadForm, site: Site | None) -> UUID:
    agency = request.membership.agency  # type: ignore[attr-defined]
    values = form.values()
    return save_letterhead(by=request.actor, agency=agency, site=site, values=values).pk  # type: ignore[attr-defined]
