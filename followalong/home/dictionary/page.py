"""The dictionary as a page of reference and as a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from followalong.home.dictionary.tables import Column, Table, tables

INTRODUCTION = """# Data dictionary

This page is generated from the models, `followalong/agencies/data/meanings.csv` and
`privacy_classes.csv` beside it, and the exchange package's own descriptions; change those, then
run `python -m followalong.home.dictionary > docs/reference/data-dictionary.md`.

Every table and column that the product keeps. *Privacy* is the class of information
([permissions](permissions.md) says what the classes are); *package* is the column of the
[exchange package](exchange-format.md) in which it leaves. A table with a label hides an addiction
program's rows from everyone outside it. What is optional may be empty, which means: not known.
"""
HEAD = ("Table", "Column", "Type", "Optional", "Meaning", "Privacy", "Label", "Package")


def page() -> str:
    """The whole page of reference."""
    parts, room = [INTRODUCTION], ""
    for table in tables():
        if table.room != room:
            room = table.room
            parts.append(f"## {room}\n")
        parts.append(_table(table))
    return "\n".join(parts)


def spreadsheet() -> str:
    """The same as CSV, one line a column."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows(_lines())
    return out.getvalue()


def _lines() -> Iterator[tuple[str, ...]]:
    for table in tables():
        for c in table.columns:
            optional, label = "yes" if c.is_optional else "", "yes" if table.has_label else ""
            yield table.name, c.name, c.type, optional, c.meaning, c.privacy, label, c.package


def _table(table: Table) -> str:
    label = " Rows carry a label." if table.has_label else ""
    head = ["Column", "Type", "Meaning", "Privacy", "Package"]
    lines = [head, ["---"] * len(head), *(_row(column) for column in table.columns)]
    body = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"### {table.name}\n\n{table.meaning}{label}\n\n{body}\n"


def _row(column: Column) -> Iterable[str]:
    optional = ", optional" if column.is_optional else ""
    package = f"`{column.package}`" if column.package else ""
    return (
        f"`{column.name}`",
        f"{column.type}{optional}",
        column.meaning,
        column.privacy,
        package,
    )
