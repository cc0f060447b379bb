"""A spreadsheet on its way in, the first half: the file, and which column is which."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.exchange import actions, sheet_preview, sheet_shown
from followalong.exchange.actions.here import known
from followalong.exchange.actions.sheet_reading import rows_of
from followalong.exchange.forms.sheets import ColumnsForm, DropForm, LayoutForm, SheetForm
from followalong.exchange.models import Sheet
from followalong.exchange.sheets.fields import KINDS, Reads
from followalong.exchange.sheets.template import XLSX, template_for

OPERATIONS = "HOPERAT"
MOST_WAITING = 10
ROWS_LOOKED_AT = 20


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_new(request: HttpRequest) -> HttpResponse:
    """Choose the file, or a template to begin with."""
    sent_bytes = int(request.META.get("CONTENT_LENGTH") or 0)
    form = SheetForm(request.POST or None, request.FILES or None, sent_bytes=sent_bytes)
    if request.method == "POST" and form.is_valid():
        what = {"file_name": form.sent.name, "content": form.content}
        if made := write(request, form, lambda: actions.keep_sheet(by=request.actor, **what).pk):
            sheet = read.one(request, Sheet.objects, pk=made)
            return go(request, sheet_shown.page_of(sheet), sheet_id=made)
    waiting = read.many(request, Sheet.objects.order_by("-made_at"), limit=MOST_WAITING)
    context = {
        "form": form,
        "steps": sheet_shown.steps(request, None, 1),
        "templates": sheet_shown.template_links(request),
        "waiting": [sheet_shown.waiting(request, sheet) for sheet in waiting],
    }
    return render(request, "exchange/sheet_new.html", context, status=status_of(form))


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_safe
def sheet_template(request: HttpRequest) -> HttpResponse:
    """A spreadsheet to fill in, in the language of the page."""
    kind = KINDS.get(request.GET.get("kind", ""), KINDS["people"])
    name, body = template_for(kind, sheet_preview.Names(known(request.actor).choices))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=XLSX, headers=headers)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_columns(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Which column is which of ours."""
    sheet = read.one(request, Sheet.objects, pk=sheet_id)
    form = _columns_form(request, sheet)
    if form.is_bound and form.is_valid():
        do = partial(actions.map_columns, by=request.actor, sheet=sheet)
        if write(request, form, lambda: do(fields=form.columns, usual=form.usual).pk):
            return go(request, "exchange:sheet", sheet_id=sheet.pk)
    return _columns_page(request, sheet, _layout_form(sheet), form)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_POST
def sheet_layout(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Another sheet of the file, another row of names, or another kind of row."""
    sheet = read.one(request, Sheet.objects, pk=sheet_id)
    layout = _layout_form(sheet, request.POST)
    if layout.is_valid():
        do = partial(actions.choose_layout, by=request.actor, sheet=sheet)
        if write(request, layout, lambda: do(**layout.said).pk):
            return go(request, "exchange:sheet_columns", sheet_id=sheet.pk)
    return _columns_page(request, sheet, layout, _columns_form(request, sheet, is_posted=False))


def _layout_form(sheet: Sheet, data: object = None) -> LayoutForm:
    stands = {"tab": sheet.tab, "header": sheet.header, "kind": sheet.kind}
    return LayoutForm(data, tabs=sheet_shown.tab_choices(sheet), initial=stands)


def _columns_form(request: HttpRequest, sheet: Sheet, *, is_posted: bool = True) -> ColumnsForm:
    choices = known(request.actor).choices
    usual = dict(sheet.answers.get("usual", {}))
    if len(choices[Reads.PROGRAM]) == 1:
        usual.setdefault("program", choices[Reads.PROGRAM][0][0])
    return ColumnsForm(
        request.POST if is_posted and request.method == "POST" else None,
        kind=sheet.kind,
        headers=sheet.headers,
        programs=choices[Reads.PROGRAM],
        staff=choices[Reads.STAFF],
        initial={f"column{at}": field for at, field in enumerate(sheet.columns)} | usual,
    )


def _columns_page(
    request: HttpRequest, sheet: Sheet, layout: LayoutForm, form: ColumnsForm
) -> HttpResponse:
    first = read.many(request, rows_of(sheet).filter(aside=""), limit=ROWS_LOOKED_AT)
    context = {
        "sheet": sheet,
        "steps": sheet_shown.steps(request, sheet, 2),
        "layout": layout,
        "form": form,
        "columns": sheet_shown.column_lines(sheet, form, first),
        "usual": [form[name] for name in form.usual_names],
        "drop": DropForm(),
    }
    status = max(status_of(layout), status_of(form))
    return render(request, "exchange/sheet_columns.html", context, status=status)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_POST
def sheet_drop(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Forget the file and all that was put right in it."""
    sheet = read.one(request, Sheet.objects, pk=sheet_id)
    form = DropForm(request.POST)
    if form.is_valid() and write(
        request, form, lambda: actions.drop_sheet(by=request.actor, sheet=sheet)
    ):
        messages.success(request, _("The file is forgotten. Nothing of it was brought in."))
    return go(request, "exchange:sheet_new")
