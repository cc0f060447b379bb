"""A process of its own that opens one spreadsheet: whatever the file does, only this one ends.

Standard input is the file, standard output JSON: the sheets with the text of their cells. It has
little memory and little time, imports nothing of the product, and touches no disk.
"""

import contextlib
import datetime as dt
import io
import json
import sys

import python_calamine as calamine

MOST_MEMORY = 1024**3
MOST_SECONDS = 20
MOST_LENGTH = 5_000  # of one cell's text


def main() -> int:
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    _limit()
    try:
        book = calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [_sheet(book, told, most_rows, most_columns) for told in book.sheets_metadata]
    except calamine.PasswordError:
        return _say({"refused": "password"})
    except (calamine.CalamineError, ValueError, OverflowError, MemoryError):
        return _say({"refused": "unreadable"})
    return _say({"sheets": [sheet for sheet in sheets if sheet]})


def _limit() -> None:
    """Where the system can: so much memory and time, and no file to write to."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheet(book, told, most_rows: int, most_columns: int) -> dict | None:
    if told.typ != calamine.SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_name(told.name)
    rows: dict[int, list[str]] = {}
    first_row, first_column = sheet.start or (0, 0)
    is_cut = False
    for number, row in enumerate(sheet.iter_rows(), first_row):
        cells = [_text(cell) for cell in row[: most_columns - first_column]]
        if not any(cells):
            continue
        if len(rows) == most_rows:
            is_cut = True
            break
        rows[number] = [""] * first_column + cells
    _fill_merged(rows, sheet.merged_cell_ranges or [], most_columns)
    return {
        "name": told.name,
        "is_hidden": told.visible != calamine.SheetVisibleEnum.Visible,
        "rows": [[number + 1, cells] for number, cells in sorted(rows.items())],
        "is_cut": is_cut,
    }


def _fill_merged(rows: dict[int, list[str]], merged: list, most_columns: int) -> None:
    """What stands in a merged cell stands in each of its cells that has a row."""
    for (top, left), (bottom, last) in merged[:50_000]:
        if left >= len(rows.get(top, ())) or not rows[top][left]:
            continue
        text, right = rows[top][left], min(last, most_columns - 1)
        for number in range(top, bottom + 1) if bottom - top < len(rows) else sorted(rows):
            if top <= number <= bottom and number in rows:
                cells = rows[number]
                cells.extend([""] * (right + 1 - len(cells)))
                cells[left : right + 1] = [text] * (right + 1 - left)


def _text(cell) -> str:
    """The cell as one would write it: days as 2025-11-03, whole numbers without a dot."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes")
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(cell)[:MOST_LENGTH]


def _say(answer: dict) -> int:
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
