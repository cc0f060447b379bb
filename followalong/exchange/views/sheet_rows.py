"""A spreadsheet on its way in, the second half: its rows put right, and brought in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.clients.models import Client
from followalong.exchange import actions, sheet_preview, sheet_questions, sheet_shown
from followalong.exchange.actions.sheet_import import far_of
from followalong.exchange.actions.sheet_reading import Reader, reader_of, rows_of
from followalong.exchange.forms.sheets import AnswersForm, BringInForm, DropForm, RowsForm, TryForm
from followalong.exchange.models import Sheet, SheetRow

OPERATIONS = "HOPERAT"
ROWS_A_PAGE = 25


@dataclass
class Looking:
    """What one request looks at: a sheet, how it is read, and some of its rows."""

    request: HttpRequest
    sheet: Sheet
    reader: Reader
    names: sheet_preview.Names
    show: str = ""
    page: Page | None = None

    @classmethod
    def at(cls, request: HttpRequest, sheet_id: UUID) -> Looking:
        sheet = read.one(request, Sheet.objects, pk=sheet_id)
        reader = reader_of(request.actor, sheet)
        look = cls(request, sheet, reader, sheet_preview.Names(reader.known.choices))
        look.show = sheet_shown.which(request.GET.get("show", ""), sheet)
        return look

    def rows(self) -> list[dict]:
        """The rows of the page that was asked for, prepared."""
        wanted = rows_of(self.sheet).filter(sheet_shown.WHICH[self.show])
        pages = Paginator(read.visible(self.request, wanted), ROWS_A_PAGE)
        self.page = pages.get_page(self.request.GET.get("page"))
        return self.prepared(list(self.page.object_list))

    def prepared(self, rows: list[SheetRow], *, is_whole: bool = False) -> list[dict]:
        ids = {pk for row in rows for pk in row.alike}
        people = {}
        if ids and self.sheet.kind == "people":  # whom the reader may open, they are shown
            found = read.many(self.request, Client.objects.filter(pk__in=ids))
            people = {str(client.pk): client for client in found}
        draw = partial(sheet_preview.row, self.request, reader=self.reader, names=self.names)
        return [draw(row, people=people, is_whole=is_whole) for row in rows]

    def answers_form(self, data: object = None) -> AnswersForm:
        ids = {pk for group in self.sheet.found.get("twins", ()) for pk in group["rows"]}
        rows = read.many(self.request, rows_of(self.sheet).filter(pk__in=ids)) if ids else []
        twins = {str(row.pk): row for row in rows}
        asked = sheet_questions.questions(self.sheet, self.reader, self.names, twins)
        return AnswersForm(data, questions=asked)

    @property
    def query(self) -> str:
        number = self.page.number if self.page else 1
        return f"show={self.show}" + (f"&page={number}" if number > 1 else "")


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The rows as they are understood; wrong cells are put right where they stand."""
    look = Looking.at(request, sheet_id)
    if not look.sheet.is_mapped:
        return go(request, "exchange:sheet_columns", sheet_id=sheet_id)
    form = RowsForm(request.POST or None, rows=look.rows())
    if request.method == "POST" and form.is_valid() and _fix(request, look.sheet, form):
        address = here(request, "exchange:sheet", sheet_id=sheet_id)
        return HttpResponseRedirect(f"{address}?{look.query}#rows")
    return _check_page(look, form, look.answers_form())


def _fix(request: HttpRequest, sheet: Sheet, form: RowsForm) -> UUID | None:
    by = request.actor

    def do() -> UUID:
        said = {"fixes": form.fixes, "aside": form.aside, "same": form.same}
        actions.fix_rows(by=by, sheet=sheet, split=form.split, **said)
        return sheet.pk

    return write(request, form, do)


def _check_page(look: Looking, form: RowsForm, answers: AnswersForm) -> HttpResponse:
    context = {
        "sheet": look.sheet,
        "steps": sheet_shown.steps(look.request, look.sheet, 3),
        "said": sheet_shown.summary(look.sheet),
        "form": form,
        "rows": sheet_preview.with_fields(form),
        "says_more": any(row["says_more"] for row in form.rows),
        "heads": sheet_preview.head_labels(look.reader),
        "answers": answers,
        "views": sheet_shown.views(look.request, look.sheet, look.show),
        "pages": sheet_shown.pages(look.request, look.sheet, look.show, look.page),
        "next": TryForm(),
        "drop": DropForm(),
    }
    status = max(status_of(form), status_of(answers))
    return render(look.request, "exchange/sheet.html", context, status=status)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_POST
def sheet_answers(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Answers that hold for many rows at once."""
    look = Looking.at(request, sheet_id)
    form = look.answers_form(request.POST)
    if form.is_valid():
        said = sheet_questions.answers({a: form.said(a) for a in sheet_questions.ABOUT})
        do = partial(actions.answer_sheet, by=request.actor, sheet=look.sheet)
        if write(request, form, lambda: do(**said).pk):
            return go(request, "exchange:sheet", sheet_id=sheet_id)
    return _check_page(look, RowsForm(rows=look.rows()), form)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_row(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One row with all its cells, each of them open."""
    row = read.one(request, SheetRow.objects, pk=row_id)
    look = Looking.at(request, row.sheet_id)
    form = RowsForm(request.POST or None, rows=look.prepared([row], is_whole=True))
    if request.method == "POST" and form.is_valid() and _fix(request, look.sheet, form):
        return go(request, "exchange:sheet", sheet_id=row.sheet_id)
    context = {
        "sheet": look.sheet,
        "form": form,
        "row": sheet_preview.with_fields(form)[0],
        "back": here(request, "exchange:sheet", sheet_id=row.sheet_id),
    }
    return render(request, "exchange/sheet_row.html", context, status=status_of(form))


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_POST
def sheet_try(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Look at what would come in; nothing is stored. What the check finds stands at its row."""
    row = read.one(request, Sheet.objects, pk=sheet_id)
    form = TryForm(request.POST)
    if form.is_valid() and write(
        request, form, lambda: actions.check_sheet(by=request.actor, sheet=row)
    ):
        if row.is_checked:
            return go(request, "exchange:sheet_bring_in", sheet_id=sheet_id)
        messages.info(request, _("The check found something. It stands beside its row."))
    for error in form.non_field_errors():
        messages.info(request, error)
    return go(request, "exchange:sheet", sheet_id=sheet_id)


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_bring_in(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """What would be made; then it is."""
    row = read.one(request, Sheet.objects, pk=sheet_id)
    if not row.is_checked:
        return go(request, "exchange:sheet", sheet_id=sheet_id)
    form = BringInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do = partial(actions.bring_in_sheet, by=request.actor, sheet=row)
        out = form.cleaned_data["leaves_out"]
        if made := write(request, form, lambda: do(leaves_out_wrong=out).pk):
            messages.success(request, _("Brought in."))
            return go(request, "exchange:batch", batch_id=made)
    context = {
        "sheet": row,
        "steps": sheet_shown.steps(request, row, 4),
        "form": form,
        **sheet_shown.before(row),
    }
    return render(request, "exchange/sheet_bring_in.html", context, status=status_of(form))


@requires(Permission.SHEET_IMPORT, purpose=OPERATIONS)
@require_safe
def sheet_progress(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """How far the check or the storing is, asked for by the page that waits for it."""
    far = far_of(read.one(request, Sheet.objects, pk=sheet_id))
    return JsonResponse(sheet_shown.progress(far))
