"""The caseload on paper and as a file: the same question, all its people, the chosen columns."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import packs
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.caseload.actions import note_export
from followalong.core.sheets import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from followalong.home.caseload import needing_first
from followalong.home.caseload_asked import TEAM, Asked, asked_of, enrolments
from followalong.home.caseload_columns import USUAL, Column, columns_of, heads, titles
from followalong.home.flags import flags
from followalong.home.order import page_of
from followalong.home.people import Person, people, shown
from followalong.home.together import one_each
from followalong.ui.words import full_day_text

# More is a matter for taking out all of the agency's data.
AT_MOST = 2000


@requires(Permission.CASELOAD_VIEW)
@require_safe
@steps_up
def caseload_print(request: HttpRequest) -> HttpResponse:
    """A page for paper; a whole team begins a new sheet for each specialist."""
    today, pack, asked = _question(request)
    folk = _everyone(request, asked, pack, today)
    if len(folk) > AT_MOST:
        return _too_many(request, asked)
    folk = shown(request, folk)
    columns = columns_of(request, asked.columns or USUAL)
    by_holder = groupby(folk, key=lambda person: person.specialist) if asked.who == TEAM else None
    parts = by_holder or [("", folk)]
    context = {
        "parts": [
            (name or _("No one yet") if by_holder else "", _rows(some, columns, pack, today))
            for name, some in parts
        ],
        "heads": heads(request.membership.agency, columns),
        "count": len(folk),
        "day": full_day_text(today),
        "back": f"{here(request, 'home:caseload')}{asked.address()}",
        "head": head_of(request),
    }
    return render(request, "home/caseload_print.html", context)


@requires(Permission.CASELOAD_EXPORT)
@require_safe
@steps_up
def caseload_file(request: HttpRequest) -> HttpResponse:
    """CSV or XLSX of the shown columns; one event names everybody who is in it."""
    today, pack, asked = _question(request)
    folk = _everyone(request, asked, pack, today)
    if len(folk) > AT_MOST:
        return _too_many(request, asked)
    columns = columns_of(request, asked.columns or USUAL)
    heading = titles(request.membership.agency, columns)
    rows = [[p.name, *(one.value(p, pack, today) for one in columns)] for p in folk]
    is_csv = request.GET.get("format") == "csv"
    kind = "csv" if is_csv else "xlsx"
    note_export(
        by=request.actor,  # type: ignore[attr-defined]
        clients=[person.client_id for person in folk],
        columns=[one.key for one in columns],
        kind=kind,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
    body = csv_file(heading, rows) if is_csv else xlsx_file(heading, rows, footer=_footer(request))
    response = HttpResponse(body, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
    # The name says nothing about people, or about what kind of agency it is.
    name = f"list-{today.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _too_many(request: HttpRequest, asked: Asked) -> HttpResponse:
    text = _("A list to take along holds up to %(number)d people. Choose fewer first.")
    messages.info(request, text % {"number": AT_MOST})
    return HttpResponseRedirect(f"{here(request, 'home:caseload')}{asked.address()}")


def _question(request: HttpRequest) -> tuple[date, Pack, Asked]:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return timezone.localdate(), pack, asked_of(request, request.GET, pack)


def _everyone(request: HttpRequest, asked: Asked, pack: Pack, today: date) -> list[Person]:
    """All people of the question, not a page of them; on a team's paper by specialist."""
    rows = enrolments(request, asked, today)
    if asked.show:
        rows = rows.filter(flags(today, pack)[asked.show])
    if asked.sort != "needs":
        rows = page_of(rows, asked.sort, None)
    folk = people(request, rows, today, limit=AT_MOST + 1, details=True)
    folk = needing_first(folk, today) if asked.sort == "needs" else folk
    if asked.who == TEAM:
        # On paper everybody stands with whoever goes along with them, so perhaps with two.
        folk = one_each(folk, key=lambda person: (person.client_id, person.specialist))
        return sorted(folk, key=lambda person: (not person.specialist, person.specialist))
    return one_each(folk)


def _rows(
    folk: Iterable[Person], columns: list[Column], pack: Pack, today: date
) -> list[list[Any]]:
    return [[p.name, *(column.on_paper(p, pack, today) for column in columns)] for p in folk]


def _footer(request: HttpRequest) -> str:
    agency = request.membership.agency.name  # type: ignore[attr-defined]
    return f"{agency} · {_('Contains personal information')}"
