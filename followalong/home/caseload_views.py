"""Kept views: a name for a question about the caseload; one's own, or shared by a supervisor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import status_of, write
from followalong.caseload.actions import may_edit_view, remove_view, save_view
from followalong.caseload.models import SavedView
from followalong.home.caseload_asked import Asked, asked_of
from followalong.home.caseload_filters import views_of
from followalong.home.caseload_views_form import RemoveForm, ViewForm


@requires(Permission.CASELOAD_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def caseload_views(request: HttpRequest) -> HttpResponse:
    """Keep the question of the address under a name; below, what was kept before."""
    asked = _asked(request, request.GET)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        said = form.values()
        made = write(
            request,
            form,
            lambda: save_view(by=request.actor, query=asked.query(), **said).pk,  # type: ignore[attr-defined]
        )
        if made:
            return HttpResponseRedirect(f"{here(request, 'home:caseload')}{asked.address()}")
    context = {
        "form": form,
        "caseload": f"{here(request, 'home:caseload')}{asked.address()}",
        "views": [_line(request, view) for view in views_of(request)],
    }
    return render(request, "home/caseload_views.html", context, status=status_of(form))


@requires(Permission.CASELOAD_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def caseload_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Another name or use of one view."""
    view = _mine(request, view_id)
    if view is None:
        return go(request, "home:caseload_views")
    form = _form(request, view)
    if request.method == "POST" and form.is_valid():
        said = form.values()
        made = write(
            request,
            form,
            lambda: save_view(by=request.actor, view=view, query=view.query, **said).pk,  # type: ignore[attr-defined]
        )
        if made:
            return go(request, "home:caseload_views")
    context = {"form": form, "view": view, "removal": RemoveForm(auto_id=False)}
    return render(request, "home/caseload_view.html", context, status=status_of(form))


@requires(Permission.CASELOAD_VIEW)
@require_POST
def caseload_view_remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """It is offered no more."""
    view = _mine(request, view_id)
    form = RemoveForm(request.POST)
    if view is not None and form.is_valid():
        write(request, form, lambda: remove_view(by=request.actor, view=view).pk)  # type: ignore[attr-defined]
    return go(request, "home:caseload_views")


def _mine(request: HttpRequest, view_id: UUID) -> SavedView | None:
    """A view that the reader may change; a colleague's shared one is only told so."""
    view: SavedView = read.one(request, SavedView.objects, pk=view_id)
    if may_edit_view(request.actor, view):  # type: ignore[attr-defined]
        return view
    messages.info(request, _("This view is for everybody. A supervisor can change it."))
    return None


def _asked(request: HttpRequest, said: QueryDict) -> Asked:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return asked_of(request, said, pack)


def _form(request: HttpRequest, view: SavedView | None = None) -> ViewForm:
    role = request.actor.role  # type: ignore[attr-defined]
    initial = (
        {"name": view.name, "is_default": view.is_default, "is_shared": view.is_shared}
        if view
        else {}
    )
    return ViewForm(
        request.POST or None,
        initial=initial,
        may_share=can(role, Permission.CASELOAD_VIEW_SHARE),
        is_own=view is None or view.membership_id == request.actor.membership_id,  # type: ignore[attr-defined]
    )


def _line(request: HttpRequest, view: SavedView) -> dict[str, Any]:
    own = view.membership_id == request.actor.membership_id  # type: ignore[attr-defined]
    parts = [
        _("opens first") if view.is_default and own else "",
        _("shared with everybody") if view.is_shared else "",
    ]
    can_edit = may_edit_view(request.actor, view)  # type: ignore[attr-defined]
    return {
        "name": view.name,
        "href": f"{here(request, 'home:caseload')}?{view.query}",
        "meta": " · ".join(filter(None, parts)),
        "edit": here(request, "home:caseload_view", view_id=view.pk) if can_edit else "",
    }
