"""Stored rows as rows of the package: what export writes and what import compares with."""

import zoneinfo
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from followalong.exchange.format import TABLE
from followalong.exchange.mapping import MAPPINGS, SHARED_EMPLOYER, plain_columns


def stored_rows(
    table: str, rows: QuerySet, zone: zoneinfo.ZoneInfo, agency: str
) -> Iterator[tuple[UUID, Any]]:
    """Each stored row of the queryset with its id, as the package writes it."""
    mapping, shape = MAPPINGS[table], TABLE[table]
    names = {c: F(mapping.attname(c)) for c in plain_columns(table)}
    if table == "employer":
        names |= {c: F(f"employer__{c}") for c in SHARED_EMPLOYER}
    # The names of values() must not be those of fields: each gets a prefix.
    wanted = {f"x_{column}": path for column, path in names.items()}
    for column, (attname, _target) in mapping.refs.items():
        wanted[f"x_{column}"] = F(attname)
    if mapping.moment:
        wanted |= {"x_at": F("started_at"), "x_on": F("started_on")}
    targets = _names_of_targets(table, agency)
    for row in rows.values("pk", "source_id", **wanted).iterator(chunk_size=2000):
        yield (
            row["pk"],
            shape.row._make(
                _cell(column, row, mapping, targets, shape, agency, zone) for column in shape.names
            ),
        )


def _cell(column, row, mapping, targets, shape, agency, zone) -> Any:
    if shape.has_id and column == shape.key[0]:
        return row["source_id"] or str(row["pk"])
    if column == "agency_id":
        return agency
    if column == mapping.moment:
        moment = row["x_at"]
        return moment.astimezone(zone) if moment else row["x_on"]
    value = row[f"x_{column}"]
    if column in mapping.refs:
        return targets[mapping.refs[column][1]].get(value) if value else None
    if column in mapping.lists:
        return " ".join(value)
    if column in mapping.flags:
        return mapping.flags[column] if value else None
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.astimezone(zone) if hasattr(value, "astimezone") else value


def _names_of_targets(table: str, agency: str) -> dict[str, Any]:
    """For each table referred to: from our id to the id that the package uses."""
    return {target: _Names(target) for _attname, target in MAPPINGS[table].refs.values()}


class _Names:
    """Ids of one table in the package's words, read once per agency when first needed."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._names: dict[UUID, str] | None = None

    def get(self, pk: UUID) -> str | None:
        if self._names is None:
            model = MAPPINGS[self.table].model
            rows: Iterable[tuple] = model.everything.values_list("pk", "source_id")
            self._names = {key: source or str(key) for key, source in rows}
        return self._names.get(pk)
