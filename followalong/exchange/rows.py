"""Rows of the package as column values of our models, and what a row said, to compare later."""

import zoneinfo
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from followalong.clients.rules.sameness import stored_keys
from followalong.core.text import name_key
from followalong.exchange.format import TABLE, Kind, normal
from followalong.exchange.mapping import MAPPINGS, SHARED_EMPLOYER, plain_columns
from followalong.exchange.refs import Found, Refs

LONGEST_NAME_KEY = 320
# Whose row it is: the first of these that a row points to says which client, under which label.
ABOUT = ("enrolment", "client", "contact", "job")


def values_of(table: str, row: Any, agency_id: UUID, zone: zoneinfo.ZoneInfo, refs: Refs) -> dict:
    """What the row says, as values of the model's columns."""
    mapping = MAPPINGS[table]
    values: dict[str, Any] = {"agency_id": agency_id, **mapping.only}
    for position, attname in _plain(table):
        values[attname] = row[position]
    about: Found | None = None
    for position, attname, target in _references(table):
        source_id = row[position]
        found = refs.find(target, source_id, agency_id) if source_id else None
        values[attname] = found.id if found else None
        if found and about is None and target in ABOUT:
            about = found
    if mapping.moment:
        values |= _moment(getattr(row, mapping.moment), zone)
    if mapping.own_zone:
        values["starts_on"] = values[mapping.own_zone].astimezone(zone).date()
    if mapping.has_client:
        values["client_id"] = about.client_id if about else None
    if mapping.has_label:
        values["label"] = about.label if about else "NORMAL"
    for column in mapping.lists:
        values[column] = values[column].split()
    for column in mapping.flags:
        values[mapping.attname(column)] = bool(values[mapping.attname(column)])
    return values | _derived(table, row)


@lru_cache
def _plain(table: str) -> tuple[tuple[int, str], ...]:
    """Where a row holds plain values, and the column of our model each goes to."""
    apart = SHARED_EMPLOYER if table == "employer" else ()
    columns = [c for c in plain_columns(table) if c not in apart]
    return tuple((TABLE[table].position(c), MAPPINGS[table].attname(c)) for c in columns)


@lru_cache
def _references(table: str) -> tuple[tuple[int, str, str], ...]:
    refs = MAPPINGS[table].refs.items()
    return tuple((TABLE[table].position(c), attname, to) for c, (attname, to) in refs)


def _moment(value: date | datetime, zone: zoneinfo.ZoneInfo) -> dict[str, Any]:
    """measures.md T1, U1: the agency's local date; without an hour only the date is known."""
    if isinstance(value, datetime):
        return {"started_at": value, "started_on": value.astimezone(zone).date()}
    return {"started_at": None, "started_on": value}


def _derived(table: str, row: Any) -> dict[str, Any]:
    if table == "client":
        return stored_keys(row.given_name, row.family_name, row.preferred_name, row.phone)
    if table == "employer":
        return {"name_key": name_key(row.name)[:LONGEST_NAME_KEY]}
    return {}


def said(table: str, row: Any) -> dict[str, str]:
    """What the filled cells of a row say, in normal form; names and notes as fingerprints.

    It is kept to tell a change there from a change here. For that nobody needs a second copy of
    what people wrote.
    """
    return {
        name: tell(value) if tell else value
        for (name, tell), value in zip(_told(table), row, strict=True)
        if value is not None and value != ""
    }


@lru_cache
def _told(table: str) -> tuple[tuple[str, Callable[[Any], str] | None], ...]:
    """Each column and how its value is told; ids and codes are told as they are."""
    special = {Kind.TEXT: fingerprint, Kind.ID: None, Kind.CODE: None, Kind.TIMEZONE: None}
    return tuple((c.name, special.get(c.kind, normal)) for c in TABLE[table].columns)


def fingerprint(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()


def source_key(table: str, row: Any) -> str:
    """What tells a row from the others of its table: its id, or its key columns together."""
    shape = TABLE[table]
    if shape.has_id:
        return row[0]
    parts = [normal(getattr(row, column)) for column in shape.key]
    if _has_text(table) or any("|" in part for part in parts):
        return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    return "|".join(parts)


@lru_cache
def _has_text(table: str) -> bool:
    """Whether what people wrote is part of the key: that is neither shown nor kept twice."""
    kinds = {c.name: c.kind for c in TABLE[table].columns}
    return any(kinds[column] is Kind.TEXT for column in TABLE[table].key)
