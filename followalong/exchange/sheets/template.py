"""A spreadsheet to fill in: our columns in the language of the page, an invented example, and
what goes where."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Protocol

import xlsxwriter
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followalong.exchange.sheets.fields import Field, Kind, Reads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 1_000  # so many rows have their choices to pick from
# A program that opens a spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

EXAMPLES = {
    "given_name": "Alex",
    "family_name": "Example",
    "preferred_name": "Lex",
    "born_on": "1990-03-31",
    "language": "en",
    "postal_code": "M5V 2T6",
    "phone": "416-555-0199",
    "email": "alex@example.org",
    "referred_on": "2026-02-20",
    "entered_on": "2026-03-02",
    "employer": "Hill Street Bakery",
    "job_title": "Baker's helper",
    "job_started_on": "2026-05-04",
    "hours_per_week": "20",
    "hourly_wage": "18.50",
    "started_on": "2026-03-02",
    "started_at": "14:30",
    "minutes": "45",
    "naics": "311811",
}


class Names(Protocol):
    def of(self, field: Field) -> Sequence[tuple[str, str]]: ...


def safe(text: str) -> str:
    """The text so that no program takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def template_for(kind: Kind, names: Names) -> tuple[str, bytes]:
    """The file's name and the file."""
    body = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(body, options) as book:
        fields = [field for field in kind.fields if field.key != "full_name"]
        sheet = book.add_worksheet(_("List"))
        where = book.add_worksheet(_("What goes where"))
        lists = book.add_worksheet(_("Choices"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(fields) - 1, 18, text)
        for at, field in enumerate(fields):
            choices = [safe(label) for _code, label in names.of(field)]
            sheet.write_string(0, at, _(field.label), bold)
            sheet.write_string(1, at, _example(field, choices))
            if choices:
                lists.write_string(0, at, _(field.label), bold)
                lists.write_column(1, at, choices)
                _offer(sheet, lists.get_name(), at, len(choices))
        _explain(where, fields, names, bold)
    return f"followalong-{slugify(_(kind.label))}.xlsx", body.getvalue()


def _example(field: Field, choices: Sequence[str]) -> str:
    if choices and field.reads is not Reads.YES_NO:
        return choices[0]
    return EXAMPLES.get(field.key, "")


def _offer(sheet: Any, lists: str, at: int, count: int) -> None:
    """A list to pick from; something else may be typed too, since it is asked about later."""
    column = xlsxwriter.utility.xl_col_to_name(at)
    source = f"='{lists}'!${column}$2:${column}${count + 1}"
    rule = {"validate": "list", "source": source, "error_type": "information"}
    sheet.data_validation(1, at, ROWS, at, rule)


def _explain(where: Any, fields: Sequence[Field], names: Names, bold: Any) -> None:
    where.set_column(0, 2, 32)
    for at, head in enumerate((_("Column"), _("What goes there"), _("Choices"))):
        where.write_string(0, at, head, bold)
    for row, field in enumerate(fields, 1):
        where.write_string(row, 0, _(field.label))
        where.write_string(row, 1, _(HINTS[field.reads]))
        where.write_string(row, 2, ", ".join(safe(label) for _code, label in names.of(field)))
    last = len(fields) + 2
    where.write_string(last, 0, _("The second row of the list is an example. Write over it."))
    where.write_string(last + 1, 0, _("What nobody knows stays empty."))


HINTS = {
    Reads.TEXT: gettext_noop("Words"),
    Reads.ID: gettext_noop("A number or short text, each one once"),
    Reads.NAME: gettext_noop("Last name, first name"),
    Reads.PHONE: gettext_noop("With the area code"),
    Reads.EMAIL: gettext_noop("One address"),
    Reads.BORN: gettext_noop("A day such as 1990-03-31"),
    Reads.DAY: gettext_noop("A day such as 2026-03-31"),
    Reads.CLOCK: gettext_noop("A time such as 14:30"),
    Reads.YES_NO: gettext_noop("Yes or no"),
    Reads.HOURS: gettext_noop("A number such as 20 or 37.5"),
    Reads.MONEY: gettext_noop("A number such as 18.50"),
    Reads.MINUTES: gettext_noop("Minutes such as 45"),
    Reads.CODE: gettext_noop("One of the choices"),
    Reads.STAFF: gettext_noop("A colleague's name"),
    Reads.PROGRAM: gettext_noop("The program's name"),
    Reads.TEAM: gettext_noop("The team's name"),
}
