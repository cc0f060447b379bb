"""A person's photos and documents: a list, one more, what is said about it, and taking it away."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.paging import newest_first
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.actions import add_file, edit_file, open_file
from followalong.clients.actions.scans import INFECTED
from followalong.clients.agreed import yes_of
from followalong.clients.entries import disagreed
from followalong.clients.file_refusals import FileRefused
from followalong.clients.files_shown import attachment, file_line, name_of, taken_away_line
from followalong.clients.forms.files import EditForm, FileForm
from followalong.clients.models import Client, ClientFile
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentType

PAGE = 50
# So long it is said that a file was taken away.
TOLD = timedelta(days=30)


@requires(Permission.FILE_VIEW)
@require_safe
def files(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Newest first; what runs out soon, or has, is said above."""
    person = read.one(request, Client.objects, pk=client_id)
    if person.same_as_id:
        return go(request, "clients:files", client_id=person.same_as_id)
    today = timezone.localdate()
    page = newest_first(request, _rows(person), "added_at", PAGE)
    lines = _lines(request, page.rows, today)
    context = {
        "client": person,
        "client_page": here(request, "home:client", client_id=person.pk),
        "lines": lines,
        "ending": [line for line in lines if line["ends"]],
        "taken_away": [
            taken_away_line(request, row, today) for row in _taken_away(request, person)
        ],
        "can_add": can(request.actor.role, Permission.FILE_EDIT),
        "older": page.older,
        "newer": page.newer,
    }
    return render(request, "clients/files.html", context)


def _lines(request: HttpRequest, rows: list[ClientFile], today: date) -> list[dict[str, Any]]:
    """Each file with what the person said against it."""
    said = disagreed(request, *rows)
    return [
        {
            **file_line(request, row, today),
            "disagreements": [one for one in said if one.row_id == row.pk],
        }
        for row in rows
    ]


def _rows(person: Client) -> QuerySet[ClientFile]:
    """Without their content: that is read for a download only."""
    rows = ClientFile.objects.filter(client__in=same_person(person.pk))
    return rows.select_related("membership", "file").defer("file__sealed")


def _taken_away(request: HttpRequest, person: Client) -> list[ClientFile]:
    """Those in which the virus scanner found something lately, so that they are asked for again."""
    rows = ClientFile.everything.filter(
        client__in=same_person(person.pk),
        withdrawn_why=INFECTED,
        withdrawn_at__gte=timezone.now() - TOLD,
    )
    with_names = rows.select_related("membership", "file").defer("file__sealed")
    return read.many(request, with_names.order_by("-withdrawn_at"), limit=PAGE)


@requires(Permission.FILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def file_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    person = read.one(request, Client.objects, pk=client_id)
    pack, lang = speech(request)
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        pack=pack,
        lang=lang,
        sent_bytes=int(request.META.get("CONTENT_LENGTH") or 0),
    )
    if posted(request, form, lambda: _added(request, form, person).pk):
        messages.success(request, _("Kept."))
        return go(request, "clients:files", client_id=person.pk)
    page = here(request, "clients:files", client_id=person.pk)
    context = {"form": form, "client": person, "page": page, "ask": _ask_photo(request, person)}
    return render(request, "clients/file_add.html", context, status=status_of(form))


def _ask_photo(request: HttpRequest, person: Client) -> str:
    """The question about photos, asked from here as long as there is no yes; it leads back."""
    asks = can(request.actor.role, Permission.ENROLMENT_EDIT)  # type: ignore[attr-defined]
    if not asks or read.count(request, yes_of(person, ConsentType.PHOTO)):
        return ""
    page = here(request, "clients:choice_ask", client_id=person.pk, kind=ConsentType.PHOTO)
    return f"{page}?{urlencode({'then': request.path})}"


def _added(request: HttpRequest, form: FileForm, person: Client) -> ClientFile:
    return add_file(by=request.actor, client=person, sent=form.sent, **form.values())


@requires(Permission.FILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def file_edit(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What is said about a file; the file itself stays as it is."""
    row = read.one(request, _with_person(), pk=file_id)
    pack, lang = speech(request)
    first = {n: getattr(row, n) for n in (*EditForm.base_fields,) if n != "command_id"}
    form = EditForm(request.POST or None, initial=first, pack=pack, lang=lang)
    if posted(request, form, lambda: _edited(request, form, row).pk):
        messages.success(request, _("Saved."))
        return go(request, "clients:files", client_id=row.client_id)
    context = {
        "form": form,
        "client": row.client,
        "name": name_of(request, row),
        "row": row,
        "page": here(request, "clients:files", client_id=row.client_id),
    }
    return render(request, "clients/file_edit.html", context, status=status_of(form))


def _edited(request: HttpRequest, form: EditForm, row: ClientFile) -> ClientFile:
    version = form.cleaned_data["version"]
    return edit_file(by=request.actor, row=row, version=version, values=form.values())


def _with_person() -> QuerySet[ClientFile]:
    return ClientFile.objects.select_related("client", "file").defer("file__sealed")


@requires(Permission.FILE_VIEW)
@require_safe
def file_download(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The file, to be taken away and never shown in the browser's window."""
    row: Any = read.one(request, ClientFile.objects.select_related("file"), pk=file_id)
    try:
        content = open_file(by=request.actor, row=row)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return go(request, "clients:files", client_id=row.client_id)
    return attachment(request, row, content)
