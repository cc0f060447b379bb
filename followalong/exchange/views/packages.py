"""Bringing data in and taking it out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Membership
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import status_of, write
from followalong.core.ids import uuid7
from followalong.exchange import shown
from followalong.exchange.actions import NotBroughtIn, check_upload, store_upload
from followalong.exchange.export import LEFT_OUT, packed
from followalong.exchange.format import NotAPackage
from followalong.exchange.forms.packages import ExportForm, ImportForm, UndoForm
from followalong.exchange.importing import Result
from followalong.exchange.models import Batch
from followalong.exchange.places import NotYours
from followalong.exchange.undo import undo_batch

MOST_LISTED = 50
OPERATIONS = "HOPERAT"


@requires(Permission.EXCHANGE_IMPORT, Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought in, newest first."""
    batches = read.many(request, Batch.objects.order_by("-made_at"), limit=MOST_LISTED)
    lines = [shown.batch_line(request, batch) for batch in batches]
    context = {
        "lines": lines,
        "is_cut": len(lines) == MOST_LISTED,
        "limit": MOST_LISTED,
        "can_bring_packages": can(request.actor.role, Permission.EXCHANGE_IMPORT),
    }
    return render(request, "exchange/imports.html", context)


@requires(Permission.EXCHANGE_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Check a package, look at what was found, then bring it in."""
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        membership=request.actor.membership_id,
        sent_bytes=int(request.META.get("CONTENT_LENGTH") or 0),
    )
    result = None
    if request.method == "POST" and form.is_valid():
        if form.stores:
            made, result = _store(request, form)
            if made:
                messages.success(request, _("Brought in."))
                return go(request, "exchange:batch", batch_id=made)
        else:
            result = _check(request, form)
    return _new_page(request, form, result)


def _new_page(request: HttpRequest, form: ImportForm, result: Result | None) -> HttpResponse:
    context = {
        "form": form,
        "found": shown.found(result) if result else None,
        "proof": form.proof() if result and not result.is_refused else "",
        # What is sent after a check is another command than what was sent before it.
        "command": uuid7() if result else form["command_id"].value(),
    }
    status = 422 if result and result.is_refused else status_of(form)
    return render(request, "exchange/import_new.html", context, status=status)


def _check(request: HttpRequest, form: ImportForm) -> Result | None:
    """What was found; None when the files cannot be checked, with the form told why."""
    skips = form.cleaned_data["skip_bad_rows"]
    try:
        return check_upload(by=request.actor, upload=form.upload, skip_bad_rows=skips)
    except NotYours as error:
        form.add_error("files", str(error))
    except NotAPackage as error:
        form.add_error("files", error.text(_))
    return None


def _store(request: HttpRequest, form: ImportForm) -> tuple[UUID | None, Result | None]:
    """The batch; or, when nothing was stored, what was found."""
    skips = form.cleaned_data["skip_bad_rows"]
    refused: list[Result] = []

    def do() -> UUID:
        try:
            return store_upload(by=request.actor, upload=form.upload, skip_bad_rows=skips).pk
        except NotBroughtIn as error:
            refused.append(error.result)
            raise

    made = write(request, form, do)
    return made, refused[0] if refused else None


@requires(Permission.EXCHANGE_IMPORT, Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """What one import did, and taking it back."""
    return _page(request, read.one(request, Batch.objects, pk=batch_id), UndoForm())


@requires(Permission.EXCHANGE_IMPORT, Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take an import back while nothing has been built on it."""
    row = read.one(request, Batch.objects, pk=batch_id)
    form = UndoForm(request.POST)
    if form.is_valid() and write(request, form, lambda: undo_batch(by=request.actor, batch=row).pk):
        messages.success(request, _("Taken back. The same file can be brought in again."))
        return go(request, "exchange:batch", batch_id=batch_id)
    return _page(request, row, form)


def _page(request: HttpRequest, row: Batch, form: UndoForm) -> HttpResponse:
    makers = read.many(request, Membership.everything.filter(pk=row.made_by), limit=1)
    context = {"batch": shown.batch(row, makers[0].name if makers else ""), "form": form}
    return render(request, "exchange/batch.html", context, status=status_of(form))


@requires(Permission.EXCHANGE_EXPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@steps_up
def export(request: HttpRequest) -> HttpResponse:
    """A package of everything that this member may see, to take along."""
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actor, since = request.actor, form.cleaned_data["since"]
        body = packed(by=actor, agency_id=actor.agency_id, since=since)
        name = f"followalong-{timezone.localdate()}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(body, content_type="application/zip", headers=headers)
    context = {"form": form, "left_out": LEFT_OUT}
    return render(request, "exchange/export.html", context, status=status_of(form))
