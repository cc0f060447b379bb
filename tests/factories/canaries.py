"""Words that stand nowhere else, one in each free-text column of each row.

A canary found in an answer says whose row, which row and so which person it came from.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

PATTERN = re.compile(rb"zq([a-z]{5})(\d{4})", re.IGNORECASE)
# Short columns that still hold people's own words.
SHORT = {"phone", "pronouns", "postal_code", "authority_ref", "source_id"}
# Long ones that hold a code of a list or something that is never shown.
NO_WORDS = {
    "clients.demographic.code",
    "accounts.user.password",
    # What an open door tells anyone.
    "agencies.agency.name",
    "agencies.program.name",
}


@dataclass
class Canaries:
    """What was planted: number -> the person it is about (or nobody)."""

    about: dict[int, UUID | None] = field(default_factory=dict)
    # number -> the table, the row and the column that it stands in.
    of: dict[int, tuple[type[models.Model], Any, str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def plant(self, flock: str, row: models.Model) -> None:
        """Fill every free-text column of the row with canaries of this flock (five letters)."""
        client = client_of(row)
        values: dict[str, Any] = {}
        for column in row._meta.local_concrete_fields:
            if holds_words(column):
                number = next(self.numbers)
                self.about[number] = client
                self.of[number] = (type(row), row.pk, column.name)
                values[column.attname] = _dressed(row, column, f"zq{flock}{number:04d}")
        if values:
            type(row)._base_manager.filter(pk=row.pk).update(**values)
            for name, value in values.items():
                setattr(row, name, value)

    def people(self, text: bytes, *, besides: bytes = b"") -> set[UUID]:
        """The people about whom this text says something that was not said besides."""
        heard = {int(number) for _, number in PATTERN.findall(besides)}
        found = {int(number) for _, number in PATTERN.findall(text)} - heard
        return {client for client in map(self.about.get, found) if client}


def flocks(text: bytes, *, besides: bytes = b"") -> set[str]:
    """Whose canaries sing in this text, leaving out those that were already heard besides."""
    heard = set(PATTERN.findall(besides.lower()))
    return {flock.decode() for flock, number in set(PATTERN.findall(text.lower())) - heard}


def client_of(row: models.Model) -> UUID | None:
    column = getattr(row, "client_column", None)
    return getattr(row, column) if column else None


def holds_words(column: models.Field) -> bool:
    if column.choices or column.is_relation:
        return False
    if f"{column.model._meta.label_lower}.{column.name}" in NO_WORDS:
        return False
    if isinstance(column, (models.TextField, models.JSONField)):
        return True
    if not isinstance(column, models.CharField):
        return False
    return column.name in SHORT or (column.max_length or 0) >= 100


def _dressed(row: models.Model, column: models.Field, canary: str) -> Any:
    if column.name == "sealed_words":  # sealed as such words are, so that a page can open it
        row.words = canary
        return row.sealed_words
    if isinstance(column, models.EmailField):
        return f"{canary}@example.org"
    if isinstance(column, models.URLField):
        return f"https://{canary}.example.org"
    if f"{column.model._meta.label_lower}.{column.name}" == "planning.actionplan.steps":
        return [{"text": canary, "who": "", "by": ""}]
    if isinstance(column, models.JSONField):
        return {"note": canary}
    return canary
