"""One's short texts and those the program shares: listed, written, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.forms.snippets import SnippetForm
from followalong.caseload.models import Snippet

WRITES = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER, Permission.EMPLOYER_CONTACT_LOG)


@requires(*WRITES)
@require_safe
def snippets(request: HttpRequest) -> HttpResponse:
    """My own, then what is for everybody."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = read.many(request, rows.snippets())
    lines = [{"row": one, "can_edit": actions.may_edit_snippet(by, one)} for one in found]
    context = {
        "mine": [line for line in lines if not line["row"].is_shared],
        "shared": [line for line in lines if line["row"].is_shared],
    }
    return render(request, "caseload/snippets.html", context)


@requires(*WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def snippet_new(request: HttpRequest) -> HttpResponse:
    """Another short text."""
    return _edit(request, None)


@requires(*WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def snippet(request: HttpRequest, snippet_id: UUID) -> HttpResponse:
    """Put a short text otherwise."""
    return _edit(request, read.one(request, Snippet.objects, pk=snippet_id))


@requires(*WRITES)
@require_POST
def snippet_remove(request: HttpRequest, snippet_id: UUID) -> HttpResponse:
    """Offer it no more. Twice is once."""
    row = read.one(request, Snippet.everything, pk=snippet_id)
    try:
        if row.withdrawn_at is None:
            actions.remove_snippet(by=request.actor, snippet=row)  # type: ignore[attr-defined]
        messages.success(request, _("Removed."))
    except actions.NotYourSnippet as refused:
        messages.info(request, str(refused))
    return go(request, "caseload:snippets")


def _edit(request: HttpRequest, row: Snippet | None) -> HttpResponse:
    names = ("name", "text", "is_shared")
    form = SnippetForm(
        request.POST or None,
        initial={name: getattr(row, name) for name in names} if row else {},
        may_share=can(request.actor.role, Permission.SNIPPET_SHARE),  # type: ignore[attr-defined]
    )
    if posted(request, form, lambda: _saved(request, form, row).pk):
        messages.success(request, _("Saved."))
        return go(request, "caseload:snippets")
    context = {"form": form, "snippet": row}
    return render(request, "caseload/snippet.html", context, status=status_of(form))


def _saved(request: HttpRequest, form: SnippetForm, row: Snippet | None) -> Snippet:
    said = form.cleaned_data
    return actions.save_snippet(
        by=request.actor,  # type: ignore[attr-defined]
        name=said["name"],
        text=said["text"],
        is_shared=said.get("is_shared", False),
        snippet=row,
    )
