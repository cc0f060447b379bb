"""What the pages of a spreadsheet show, prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies.links import here
from followalong.exchange.format import note_of_many
from followalong.exchange.models import Sheet, SheetRow
from followalong.exchange.sheet_preview import short
from followalong.exchange.sheets.fields import KINDS
from followalong.ui import words

SHOWN_SAMPLES = 3
LONGEST_SHOWN = 160
Choices = Sequence[tuple[str, str]]


def steps(request: HttpRequest, sheet: Sheet | None, now: int) -> list[dict[str, Any]]:
    """The four steps; those behind lead back."""
    names = (_("File"), _("Columns"), _("Check"), _("Bring in"))
    pages = ("sheet_new", "sheet_columns", "sheet", "sheet_bring_in")
    return [
        {
            "number": n,
            "name": name,
            "is_now": n == now,
            "href": here(request, f"exchange:{page}", sheet_id=sheet.pk)
            if sheet and 1 < n < now
            else "",
        }
        for n, (name, page) in enumerate(zip(names, pages, strict=True), 1)
    ]


def tab_choices(sheet: Sheet) -> Choices:
    return [(str(n), _tab_name(tab)) for n, tab in enumerate(sheet.tabs)]


def _tab_name(tab: Mapping[str, Any]) -> str:
    rows = ngettext("%(count)s row", "%(count)s rows", tab["rows"]) % {"count": tab["rows"]}
    about = [rows, _("hidden")] if tab["is_hidden"] else [rows]
    # Outside a pair of quotes in quotes, where the search for words to translate finds it.
    name = tab["name"] or _("The file")
    return f"{name} ({', '.join(about)})"


def page_of(sheet: Sheet) -> str:
    """After the file come its columns; where these were understood before, its rows."""
    return "exchange:sheet" if sheet.is_mapped else "exchange:sheet_columns"


def waiting(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """A file that was chosen and is not in yet."""
    return {
        "name": sheet.file_name,
        "href": here(request, page_of(sheet), sheet_id=sheet.pk),
        "over": words.day_text(timezone.localtime(sheet.made_at).date(), timezone.localdate()),
        "meta": _("forgotten after a week"),
    }


def template_links(request: HttpRequest) -> list[dict[str, str]]:
    address = here(request, "exchange:sheet_template")
    return [
        {"text": _(kind.label), "note": _(kind.description), "href": f"{address}?kind={kind.key}"}
        for kind in KINDS.values()
    ]


def column_lines(sheet: Sheet, form: Any, rows: Sequence[SheetRow]) -> list[dict[str, Any]]:
    """Each column with some of what stands in it and the field that says what it is."""
    return [
        {"field": form[f"column{at}"], "samples": below}
        for at, below in enumerate(samples(sheet, rows))
    ]


def samples(sheet: Sheet, rows: Sequence[SheetRow]) -> list[list[str]]:
    """For each column some of what stands below its name."""
    found: list[list[str]] = [[] for _header in sheet.headers]
    for row in rows:
        for at, cell in enumerate(row.cells[: len(found)]):
            if cell and cell not in found[at] and len(found[at]) < SHOWN_SAMPLES:
                found[at].append(short(cell))
    return found


WHICH = {
    "wrong": Q(aside="", wrong__gt=0),
    "alike": Q(aside="") & ~Q(alike=[]),
    "aside": ~Q(aside=""),
    "all": Q(aside=""),
}


def which(asked: str, sheet: Sheet) -> str:
    """Which rows to show: those asked for, else the ones to put right, else all."""
    if asked in WHICH:
        return asked
    return "wrong" if sheet.found.get("wrong") else "all"


def views(request: HttpRequest, sheet: Sheet, show: str) -> list[dict[str, Any]]:
    """The ways to look at the rows, each with how many there are."""
    found, address = sheet.found, here(request, "exchange:sheet", sheet_id=sheet.pk)
    named = (
        ("wrong", _("To put right"), found.get("wrong", 0)),
        ("all", _("All rows"), found.get("rows", 0)),
        ("alike", _("May be here already"), found.get("alike", 0)),
        ("aside", _("Left out"), found.get("aside", 0)),
    )
    return [
        {"text": text, "count": count, "href": f"{address}?show={key}", "is_now": key == show}
        for key, text, count in named
        if count or key in ("all", show)
    ]


def summary(sheet: Sheet) -> str:
    """How many rows are right, how many are not yet, how many stay out."""
    found = sheet.found
    wrong, aside = found.get("wrong", 0), found.get("aside", 0)
    ready = found.get("rows", 0) - wrong
    said = [
        (ready, ngettext("%(count)s row is ready", "%(count)s rows are ready", ready)),
        (wrong, ngettext("%(count)s to put right", "%(count)s to put right", wrong)),
        (aside, ngettext("%(count)s left out", "%(count)s left out", aside)),
    ]
    return " · ".join(text % {"count": count} for count, text in said if count)


def pages(request: HttpRequest, sheet: Sheet, show: str, page: Any) -> dict[str, str]:
    """Where this page of rows lies, and the pages beside it."""
    address = f"{here(request, 'exchange:sheet', sheet_id=sheet.pk)}?show={show}&page="
    numbers = {
        "first": page.start_index(),
        "last": page.end_index(),
        "all": page.paginator.count,
    }
    return {
        "text": _("Rows %(first)s to %(last)s of %(all)s") % numbers,
        "before": f"{address}{page.number - 1}#rows" if page.has_previous() else "",
        "after": f"{address}{page.number + 1}#rows" if page.has_next() else "",
        "is_one": not page.has_other_pages(),
    }


def before(sheet: Sheet) -> dict[str, Any]:
    """What bringing the sheet in would do."""
    would, found = sheet.found["would"], sheet.found
    return {
        "rows": outcome(would),
        "columns": outcome_columns(),
        "notes": [(_(note_of_many(code)), count) for code, count in would["notes"].items()],
        "note_columns": [_("What"), (_("Rows"), "number")],
        "conflicts": would["conflict_count"],
        "differing": would["differing"],
        "wrong": found["wrong"],
        "undecided": found["alike"],
        "aside": found["aside"],
    }


def progress(far: tuple[int, int] | None) -> dict[str, Any]:
    """How far it is, as a share and in words."""
    if far is None:
        return {"share": None, "text": ""}
    done, of = far
    half = of // 2
    words_of = (
        _("Checking: %(done)s of %(all)s") if done < half else _("Storing: %(done)s of %(all)s")
    )
    counted = {"done": done if done < half else done - half, "all": half}
    if done >= of:
        return {"share": 0.95, "text": _("Nearly there: what follows from the rows")}
    return {"share": round(done / of * 0.9, 2), "text": words_of % counted}


def outcome_columns() -> list[Any]:
    return [_("What"), *((word, "number") for word in (_("New"), _("Changed"), _("As before")))]


def outcome(report: Mapping[str, Any]) -> list[tuple[str, int, int, int]]:
    """What would be made or was, in words: new, changed, as before."""
    labels = (
        ("client", _("People")),
        ("referral", _("Referrals")),
        ("enrolment", _("Times in the program")),
        ("employer", _("Employers")),
        ("job", _("Jobs")),
        ("contact", _("Contacts")),
        ("employer_contact", _("Contacts with employers")),
    )
    kinds = [report.get(kind, {}) for kind in ("new", "changed", "unchanged")]
    rows = [(label, *(kind.get(table, 0) for kind in kinds)) for table, label in labels]
    return [row for row in rows if any(row[1:])]
