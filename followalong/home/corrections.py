"""What was taken off a record: by whom, when and why; sealed, and put back where that was wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.paging import newest_first
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.clients.actions import open_file, open_sealed, undo_correction
from followalong.clients.file_refusals import FileRefused
from followalong.clients.files_shown import attachment
from followalong.clients.models import Client, ClientFile, Correction
from followalong.clients.refusals import CorrectionRefused
from followalong.clients.rules import CorrectionReason
from followalong.home.kinds import name_of, said_in
from followalong.ui.words import day_text

PAGE = 25
REASONS = {
    CorrectionReason.ENTERED_IN_ERROR: gettext_lazy("entered in error"),
    CorrectionReason.WRONG_PERSON: gettext_lazy("belonged to somebody else"),
}
_ROWS = Correction.objects.select_related("client", "to_client", "made_by", "undone_by")


class UndoForm(CommandForm):
    error_fields = {CorrectionRefused: ""}


@requires(Permission.CORRECTION_UNDO, Permission.SEALED_VIEW)
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Newest first. What was written is not here."""
    return _page(request)


@requires(Permission.SEALED_VIEW, purpose="HOPERAT")
@require_safe
def sealed(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """What was written, for the privacy officer alone. Each look is on the record."""
    correction = read.one(request, _ROWS, pk=correction_id)
    _name_both(request, [correction])
    rows = open_sealed(by=request.actor, correction=correction)
    today = timezone.localdate()
    context = {
        "line": _line(request, correction),
        "words": correction.words or "",
        "rows": [
            {
                "name": name_of(row._meta.label_lower),
                "lines": said_in(request, row, today),
                "is_file": isinstance(row, ClientFile),
            }
            for row in rows
        ],
        "to": correction.to_client,
        "to_href": _person_href(request, correction.to_client_id),
    }
    return render(request, "home/sealed.html", context)


@requires(Permission.SEALED_VIEW, purpose="HOPERAT")
@require_safe
def sealed_file(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """A file that was taken off a record, to be taken away. Each time is on the record."""
    correction = read.one(request, _ROWS, pk=correction_id)
    _name_both(request, [correction])
    rows = open_sealed(by=request.actor, correction=correction)
    row = next((one for one in rows if isinstance(one, ClientFile)), None)
    if row is None:
        raise Http404
    try:
        return attachment(request, row, open_file(by=request.actor, row=row))
    except FileRefused as refused:
        messages.error(request, str(refused))
        return go(request, "home:sealed", correction_id=correction.pk)


@requires(Permission.CORRECTION_UNDO)
@require_POST
def undo(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """The correction was the mistake: everything goes back where it stood."""
    correction = read.one(request, _ROWS, pk=correction_id)
    if correction.to_client_id:
        read.one(request, Client.objects, pk=correction.to_client_id)
    form = UndoForm(request.POST)
    if posted(request, form, lambda: undo_correction(by=request.actor, correction=correction).pk):
        messages.success(request, _("Put back where it stood."))
        return go(request, "home:corrections")
    return _page(request, form)


def _page(request: HttpRequest, form: UndoForm | None = None) -> HttpResponse:
    page = newest_first(request, _ROWS, "made_at", PAGE)
    context = {
        "lines": [_line(request, one) for one in page.rows],
        "form": form,
        "can_open": can(request.actor.role, Permission.SEALED_VIEW),
        "can_undo": can(request.actor.role, Permission.CORRECTION_UNDO),
        "older": page.older,
        "newer": page.newer,
    }
    status = status_of(form) if form else 200
    return render(request, "home/corrections.html", context, status=status)


def _line(request: HttpRequest, one: Correction) -> dict[str, Any]:
    """What, off whose record, when, by whom and why; not onto whose."""
    today = timezone.localdate()
    made = {
        "day": day_text(timezone.localdate(one.made_at), today),
        "name": one.made_by.name if one.made_by else _("the program itself"),
        "why": str(REASONS.get(one.reason, one.reason)),
    }
    undone = ""
    if one.undone_at:
        undone = _("Put back %(day)s by %(name)s") % {
            "day": day_text(timezone.localdate(one.undone_at), today),
            "name": one.undone_by.name if one.undone_by else _("the program itself"),
        }
    return {
        "pk": one.pk,
        "name": one.client.full_name if one.client else _("Nobody in particular"),
        "person_href": _person_href(request, one.client_id),
        "what": _("%(what)s of %(day)s")
        % {"what": name_of(one.subject_type), "day": day_text(one.subject_on, today)},
        "made": _("Taken off %(day)s by %(name)s: %(why)s") % made,
        "undone": undone,
        "form": None if undone else UndoForm(),
    }


def _name_both(request: HttpRequest, shown: list[Correction]) -> None:
    """The right person is shown too, so the record names them too."""
    request.reading.add(Client, (one.to_client_id for one in shown), len(shown))  # type: ignore[attr-defined]


def _person_href(request: HttpRequest, client_id: UUID | None) -> str:
    return here(request, "home:client", client_id=client_id) if client_id else ""
