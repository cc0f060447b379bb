"""A person's copy of their record on their own page: to read, and to take along as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.clients.rows import same_person
from followalong.core.gates import public
from followalong.core.throttle import hit
from followalong.privacy.actions import open_copy
from followalong.privacy.copies_shown import copies_now
from followalong.privacy.copy_files import file_of
from followalong.privacy.copy_of import Copy, unsealed
from followalong.privacy.copy_parts import INVITES
from followalong.privacy.models import OwnLink
from followalong.privacy.own import QUARTER, enter_own, is_open_here
from followalong.privacy.refusals import CopyRefused

WHY = "a person's own copy: only in the browser that opened their page by its number"
# Making a PDF takes the machine some seconds; nobody needs more of the same one.
MOST_FILES = 10


@public(WHY)
@require_safe
def page(request: HttpRequest, secret: str) -> HttpResponse:
    mine = enter_own(request, secret)
    if not is_open_here(request, mine):
        return redirect("own:page", secret=secret)
    return _read(request, mine, secret)


@public(WHY)
@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponse:
    mine = enter_own(request, secret)
    if not is_open_here(request, mine):
        return redirect("own:page", secret=secret)
    if hit("own-copy", mine.pk, within=QUARTER) > MOST_FILES:
        return _read(request, mine, secret, too_often=True)
    copy = _opened(request, mine, "pdf")
    with translation.override(copy.language):
        return file_of(copy, "pdf")


def _read(
    request: HttpRequest, mine: OwnLink, secret: str, *, too_often: bool = False
) -> HttpResponse:
    copy = _opened(request, mine, "page")
    with translation.override(copy.language):
        context = {"copy": copy, "invites": INVITES, "secret": secret, "too_often": too_often}
        status = 429 if too_often else 200
        return render(request, "privacy/own_copy.html", context, status=status)


def _opened(request: HttpRequest, mine: OwnLink, kind: str) -> Copy:
    """What stands there for them; 404 when nothing does, or no more."""
    people = same_person(mine.client.person.pk)
    found = read.many(request, copies_now(people), limit=1)
    if not found:
        raise Http404
    by, asked_in = request.actor, request.request_id  # type: ignore[attr-defined]
    try:
        return unsealed(open_copy(by=by, copy=found[0], kind=kind, request_id=asked_in))
    except CopyRefused as closed:
        raise Http404 from closed
