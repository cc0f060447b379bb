"""The account of what left somebody's record: on screen, on paper and as a file."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.core.sheets import CSV_TYPE, csv_file
from followalong.privacy.actions import note_account
from followalong.privacy.left import sent_letters, taken_out, told_employers
from followalong.privacy.rules import Disclosure, Ground, What, account
from followalong.ui import pdf
from followalong.ui.words import day_text, full_day_text

TYPES = {"pdf": "application/pdf", "csv": CSV_TYPE}
WHATS = {
    What.EMPLOYER: gettext_lazy("Told to an employer"),
    What.LETTER: gettext_lazy("Written to somebody outside"),
    What.OPENED: gettext_lazy("Opened by somebody from outside the program"),
    What.FILE: gettext_lazy("Taken out as a file"),
    What.PAPER: gettext_lazy("Taken out on paper"),
}
GROUNDS = {
    Ground.WITHOUT_YES: gettext_lazy("without the person’s yes"),
    Ground.NOT_KNOWN: gettext_lazy("the reason is not written down"),
    Ground.AUTHORIZED: gettext_lazy("the person said yes"),
    Ground.TREATMENT: gettext_lazy("for the person’s care"),
    Ground.OPERATIONS: gettext_lazy("for the program’s own work"),
    Ground.TO_PERSON: gettext_lazy("for the person themselves"),
}


@requires(Permission.DISCLOSURE_REVIEW, purpose="PATRQT")
@require_safe
def accounting(request: HttpRequest, client_id: UUID) -> HttpResponse:
    person = read.one(request, Client.objects, pk=client_id)
    return render(request, "privacy/accounting.html", _context(request, person))


@requires(Permission.DISCLOSURE_REVIEW, purpose="PATRQT")
@require_safe
def accounting_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same on paper or as a PDF, to hand over."""
    person = read.one(request, Client.objects, pk=client_id)
    today = timezone.localdate()
    more = {"head": head_of(request), "day": day_text(today, today)}
    context = {**_context(request, person, full_day_text), **more}
    return render(request, "privacy/accounting_print.html", context)


@requires(Permission.DISCLOSURE_REVIEW, purpose="PATRQT")
@require_safe
@steps_up
def accounting_file(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """An accessible PDF, or CSV in which no text is a formula. One event says that it was made."""
    person = read.one(request, Client.objects, pk=client_id)
    kind = "pdf" if request.GET.get("as") == "pdf" else "csv"
    with translation.override(language_of(person) if kind == "pdf" else get_language()):
        said = dt.date.isoformat if kind == "csv" else full_day_text
        context = _context(request, person, said)
        body = csv_file(context["heads"], context["rows"]) if kind == "csv" else _pdf(context)
    note_account(by=request.actor, client=person, kind=kind, request_id=request.request_id)
    # The name says nothing about people, or about what kind of agency it is.
    name = f"account-{timezone.localdate().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)


def _pdf(context: dict[str, Any]) -> bytes:
    """In the person's language, as a wide table with its heads on each sheet."""
    since = _("Everything of this record that left the program since %(since)s.") % context
    private = _("Contains personal information. It belongs to the person it is about.")
    blocks: list[pdf.Block] = [pdf.Text(since), pdf.Text(private)]
    if context["left_out"]:
        law = _("This is the formal account. The law here lets it leave out:")
        blocks.append(pdf.Text(f"{law} {', '.join(context['left_out'])}."))
    nothing = pdf.Text(_("Nothing that is written down."))
    table = pdf.Table(context["heads"], context["rows"], wide=[3, 5, 5, 4, 4, 3])
    return pdf.made(
        pdf.Paper(
            title=_("What was passed on"),
            subtitle=context["client"].full_name,
            blocks=[*blocks, table if context["rows"] else nothing],
            footer=context["agency"],
            language=get_language() or "en",
            is_wide=True,
        )
    )


def _near(day: dt.date) -> str:
    """As a page says a day; what is kept for years says it in full."""
    return day_text(day, timezone.localdate())


def _context(
    request: HttpRequest, person: Client, said: Callable[[dt.date], str] = _near
) -> dict[str, Any]:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    years, omits = pack.value("accounting_years"), pack.value("accounting_omits")
    today, people = timezone.localdate(), same_person(person.pk)
    since = _years_before(today, years)
    found = [
        *told_employers(request, people, since),
        *sent_letters(request, people, since),
        *taken_out(request, people, since),
    ]
    is_whole = bool(request.GET.get("all")) or not omits
    lines = account(found, omits=() if is_whole else omits)
    asked = "?all=1" if is_whole and omits else ""
    return {
        "client": person,
        "agency": request.membership.agency.name,  # type: ignore[attr-defined]
        "heads": [_("Day"), _("What"), _("To whom"), _("Their address"), _("Why"), _("How often")],
        "rows": [_row(one, said) for one in lines],
        "since": said(since),
        "left_out": [] if is_whole else [str(GROUNDS[Ground(ground)]) for ground in omits],
        "other": ("" if is_whole else "?all=1") if omits else None,
        "paper": f"{here(request, 'privacy:accounting_print', client_id=person.pk)}{asked}",
        "csv": _file(request, person, "csv", asked),
        "pdf": _file(request, person, "pdf", asked),
        "page": f"{here(request, 'privacy:accounting', client_id=person.pk)}{asked}",
        "back": here(request, "home:client", client_id=person.pk),
    }


def _file(request: HttpRequest, person: Client, kind: str, asked: str) -> str:
    place = here(request, "privacy:accounting_file", client_id=person.pk)
    return f"{place}{asked or '?'}{'&' if asked else ''}as={kind}"


def _row(one: Disclosure, said: Callable[[dt.date], str]) -> list[str]:
    """The first day; for what came again, how often and the last day."""

    what = " · ".join(filter(None, [str(WHATS[one.what]), one.said]))
    often = _("once")
    if one.times > 1 and one.last_on:
        often = _("%(n)d times, last on %(day)s") % {"n": one.times, "day": said(one.last_on)}
    address = one.address or _("not written down")
    return [said(one.on), what, one.recipient, address, str(GROUNDS[one.ground]), often]


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
