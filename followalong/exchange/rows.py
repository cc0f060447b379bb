"""Rows of the package as column values of our models, and back."""

import zoneinfo
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from followalong.core.text import name_key
from followalong.exchange.format import TABLE, normal
from followalong.exchange.mapping import MAPPINGS, SHARED_EMPLOYER, plain_columns
from followalong.exchange.refs import Found, Refs

LONGEST_KEY = 150
LONGEST_NAME_KEY = 320


def values_of(table: str, row: Any, agency_id: UUID, zone: zoneinfo.ZoneInfo, refs: Refs) -> dict:
    """What the row says, as values of the model's columns."""
    mapping = MAPPINGS[table]
    values: dict[str, Any] = {"agency_id": agency_id, **mapping.only}
    for column in plain_columns(table):
        if table != "employer" or column not in SHARED_EMPLOYER:
            values[mapping.attname(column)] = getattr(row, column)
    about: Found | None = None
    for column, (attname, target) in mapping.refs.items():
        source_id = getattr(row, column)
        found = refs.find(target, source_id, agency_id) if source_id else None
        values[attname] = found.id if found else None
        if found and target in ("enrolment", "client", "contact", "job") and about is None:
            about = found
    if mapping.moment:
        values |= _moment(getattr(row, mapping.moment), zone)
    if mapping.own_zone:
        values["starts_on"] = values[mapping.own_zone].astimezone(zone).date()
    if mapping.has_client:
        values["client_id"] = about.client_id if about else None
    if mapping.has_label:
        values["label"] = about.label if about else "NORMAL"
    return values | _derived(table, row)


def _moment(value: date | datetime, zone: zoneinfo.ZoneInfo) -> dict[str, Any]:
    """measures.md T1, U1: the agency's local date; without an hour only the date is known."""
    if isinstance(value, datetime):
        return {"started_at": value, "started_on": value.astimezone(zone).date()}
    return {"started_at": None, "started_on": value}


def _derived(table: str, row: Any) -> dict[str, Any]:
    if table == "client":
        names = (row.preferred_name, row.given_name, row.family_name)
        return {"name_key": name_key(*names)[:LONGEST_NAME_KEY]}
    if table == "employer":
        return {"name_key": name_key(row.name)[:LONGEST_NAME_KEY]}
    return {}


def said(table: str, row: Any) -> dict[str, str]:
    """What a row of the package says, column by column, in normal form."""
    names = TABLE[table].names
    return {name: normal(value) for name, value in zip(names, row, strict=True)}


def source_key(table: str, row: Any) -> str:
    """What tells a row from the others of its table: its id, or its key columns together."""
    key = "|".join(normal(getattr(row, column)) for column in TABLE[table].key)
    # A key may hold a whole note, which is too long for an index.
    return key if len(key) <= LONGEST_KEY else blake2b(key.encode(), digest_size=16).hexdigest()
