"""Lists that people take away: CSV (RFC 4180) and XLSX, in which no text is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet program takes for the beginning of a formula (standards.md INT-61).
STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def harmless(value: Any) -> Any:
    """A text that a spreadsheet shows as it is: one that would be worked out gets a quote mark."""
    if isinstance(value, str) and value.startswith(STARTS):
        return f"'{value}"
    return value


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Dates as ISO; the mark at the front tells spreadsheet programs that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value)


def xlsx_file(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, footer: str = "") -> bytes:
    """One sheet with its heads in sight; `footer` stands on each printed page."""
    out = io.BytesIO()
    # Texts that look like links, numbers or formulas stay texts.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet()
    formats: dict[Any, Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.write_row(0, 0, [harmless(head) for head in heads], book.add_format({"bold": True}))
    widths = [len(head) for head in heads]
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, at, column, value, formats)
            widths[column] = max(widths[column], len(str(value or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, WIDEST) + 2)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&R&P / &N")
    book.close()
    return out.getvalue()


def _write(sheet: Any, at: int, column: int, value: Any, formats: dict[Any, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(at, column, plain, formats[type(plain)])
    elif isinstance(value, str):
        sheet.write_string(at, column, harmless(value))
    else:
        sheet.write_number(at, column, value)
