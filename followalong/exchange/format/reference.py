"""Write docs/reference/exchange-format.md from the format, so that the page can't say otherwise.

python -m followalong.exchange.format.reference > docs/reference/exchange-format.md
"""

from __future__ import annotations

import re
import sys

from .cells import LONGEST_ID, LONGEST_TEXT, range_in_signs
from .problems import MESSAGES, NOTES, note_of_many
from .schema import Column, Kind, Table
from .tables import FORMAT_VERSION, TABLES

INTRODUCTION = f"""# The exchange package, format {FORMAT_VERSION}

This page is generated from `followalong/exchange/format/`; change that, then run
`python -m followalong.exchange.format.reference > docs/reference/exchange-format.md`.

A package is a folder or a `.zip` with `datapackage.json` (a Frictionless Data Package) and one CSV
file for each table. `followalong import` brings it in, `followalong export` writes it, and
`followalong simulate --package` makes one up. Agency administrators find the same under *Bring data
in*, privacy officers and supervisors under *Take data out*.

## How cells are written

- UTF-8, commas, one row of column names; quotes as RFC 4180 has them.
- A date is `2026-03-31`. A date-time has its offset: `2026-03-31T14:30:00-04:00`. Where both are
  allowed, a date alone says that the hour is not known, and stays a date alone.
- Decimals have a dot, at most 8 digits before it and 4 after. Yes and no are `true` and `false`.
- An empty cell means *unknown*. It is kept as unknown and never replaced by a guess.
- An id is any text of at most {LONGEST_ID} characters, unique in its table. Other texts hold at
  most {LONGEST_TEXT:,}.
- A `*` marks columns that must be there and be filled. Columns and files that the format does not
  know are reported and left aside.

## What an import does

Every row is checked first. If any breaks a rule, each is listed with file, line, column, value and
what would be right, and nothing is stored. With `--skip-bad-rows`, enrolments that are wholly good
are stored and the others are left out whole. `--dry-run` says what would change.

A row is known again by its id. If it says what it said at the last import, nothing changes. If it
says something else, only the cells that differ are changed, and only where nobody edited them here
since; the others are listed and left as they are here. Rows that are no longer in the package
stay. An agency's own name, pack and time zone are never changed by a package. An import can be
taken back while nothing was built on it.

Exit codes: 0 nothing wrong; 1 rows refused, nothing stored; 2 not a package; 3 good enrolments
stored, others left out.
"""
KINDS = {
    Kind.ID: "id",
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.DATE: "date",
    Kind.DATETIME: "date-time",
    Kind.MOMENT: "date-time or date",
    Kind.DECIMAL: "decimal",
    Kind.INTEGER: "whole number",
    Kind.BOOLEAN: "true or false",
    Kind.TIMEZONE: "time zone",
    Kind.UUID: "UUID",
}


def page() -> str:
    """The whole page."""
    lists = {column.codes: name for name, column in _code_columns().items()}
    parts = [INTRODUCTION, "## Files\n", *(_table(table, lists) for table in TABLES)]
    parts += ["## Codes\n", *(f"### {name}\n\n{_codes(codes)}\n" for codes, name in lists.items())]
    parts += ["## What is refused\n", _refused(), "## What is odd and kept\n", _odd()]
    return "\n".join(parts)


def _code_columns() -> dict[str, Column]:
    return {f"{t.name}.{c.name}": c for t in reversed(TABLES) for c in t.columns if c.codes}


def _table(table: Table, lists: dict[tuple[str, ...], str]) -> str:
    rows = [
        f"| `{column.name}`{'*' if column.required else ''} | {_kind(column, lists)}"
        f" | {column.description} |"
        for column in table.columns
    ]
    key = " and ".join(f"`{name}`" for name in table.key)
    return "\n".join(
        [
            f"### {table.file}\n\n{table.description} A row is told apart by {key}.\n",
            "| Column | Holds | Means |\n| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _kind(column: Column, lists: dict[tuple[str, ...], str]) -> str:
    kind = KINDS[column.kind]
    if column.references:
        return f"id of `{column.references}.csv`"
    if column.codes:
        return f"code, see [{lists[column.codes]}](#{_anchor(lists[column.codes])})"
    if signs := range_in_signs(column):
        return f"{kind}, {signs}"
    return f"{kind} like `{column.pattern}`" if column.pattern else kind


def _anchor(heading: str) -> str:
    return heading.replace(".", "")


def _codes(codes: tuple[str, ...]) -> str:
    return " · ".join(f"`{code}`" for code in codes)


def _refused() -> str:
    rows = [
        f"| `{code}` | {_open(wrong)} | {_open(right)} |"
        for code, (wrong, right) in MESSAGES.items()
    ]
    return "\n".join(
        ["| Code | What is wrong | What would be right |\n| --- | --- | --- |", *rows, ""]
    )


def _open(sentence: str) -> str:
    """The sentence with its gaps named."""
    return re.sub(r"%\((\w+)\)s", r"*\1*", sentence)


def _odd() -> str:
    rows = [f"| `{code}` | {note_of_many(code)} |" for code in NOTES]
    return "\n".join(["| Code | What it says |\n| --- | --- |", *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(page())
