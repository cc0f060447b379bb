"""The package's description of itself: a Frictionless Data Package with one Table Schema a file."""

from __future__ import annotations

from collections.abc import Sequence

from .cells import LONGEST_ID, LONGEST_TEXT
from .schema import Column, Kind, Table
from .tables import FORMAT_NAME, FORMAT_VERSION, TABLES

DESCRIPTION = (
    "A supported-employment program's whole history, to move between systems. UTF-8, RFC 4180, "
    "one header row. Dates are YYYY-MM-DD; date-times are ISO 8601 with an offset; decimals have "
    "a dot; true and false; an empty cell is missing, which means unknown and is never replaced "
    "by a default. Cells carry no guard against spreadsheet formulas: a text that begins with =, "
    "+, - or @ is that text, so open the files as text columns."
)
MOMENT_PATTERN = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?"
)

_TYPES: dict[Kind, dict[str, object]] = {
    Kind.ID: {"type": "string"},
    Kind.TEXT: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.TIMEZONE: {"type": "string"},
    Kind.UUID: {"type": "string", "format": "uuid"},
    Kind.DATE: {"type": "date"},
    Kind.DATETIME: {"type": "datetime", "format": "any"},
    # Table Schema has no type for "a date, and the hour if it is known".
    Kind.MOMENT: {"type": "string"},
    Kind.DECIMAL: {"type": "number"},
    Kind.INTEGER: {"type": "integer"},
    Kind.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}


def describe(notes: Sequence[str] = ()) -> dict[str, object]:
    """The contents of datapackage.json; `notes` where there is something to say of this one."""
    said = {"notes": list(notes)} if notes else {}
    return {
        "profile": "tabular-data-package",
        "name": FORMAT_NAME,
        "title": "Followalong exchange package",
        "version": FORMAT_VERSION,
        "description": DESCRIPTION,
        **said,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.has_id:
        schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(table, column) for column in table.columns if column.references]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    field = {"name": column.name, **_TYPES[column.kind], "description": column.description}
    constraints = _constraints(column)
    return {**field, "constraints": constraints} if constraints else field


def _constraints(column: Column) -> dict[str, object]:
    found: dict[str, object] = {}
    if column.required:
        found["required"] = True
    if column.codes:
        found["enum"] = list(column.codes)
    if column.kind is Kind.ID:
        found["maxLength"] = LONGEST_ID
    if column.kind is Kind.TEXT:
        found["maxLength"] = LONGEST_TEXT
    if column.kind is Kind.MOMENT:
        found["pattern"] = MOMENT_PATTERN
    if column.pattern:
        found["pattern"] = column.pattern
    for name, limit in (("minimum", column.at_least), ("maximum", column.at_most)):
        if limit is not None:
            found[name] = limit
    if column.above is not None:
        found["minimum"] = column.above  # Table Schema 1 cannot say "above"
    return found


def _foreign_key(table: Table, column: Column) -> dict[str, object]:
    resource = "" if column.references == table.name else column.references
    return {
        "fields": column.name,
        "reference": {"resource": resource, "fields": f"{column.references}_id"},
    }
