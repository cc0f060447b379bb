"""What a table and a column of the exchange package are.

A column says what its cells may hold; a table is a list of columns, the columns that tell its
rows apart, and the pair of dates that must be in order. Source: exchange.md.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

# A row is a named tuple of parsed values whose names are the columns of its table.
Row = Any


class Kind(StrEnum):
    """The kinds of cell; `MOMENT` is a date-time or, where the hour is unknown, a date alone."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    DATETIME = "datetime"
    MOMENT = "moment"
    DECIMAL = "decimal"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TIMEZONE = "timezone"
    UUID = "uuid"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, and which cells are right."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    codes: tuple[str, ...] = ()
    references: str = ""  # the table whose id stands here
    pattern: str = ""
    above: int | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Table:
    """One file of the package. `key` tells its rows apart; `period` is a start and its end."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    period: tuple[str, str] | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def has_id(self) -> bool:
        """Whether rows carry an id of their own, which other rows may refer to."""
        return self.key == (f"{self.name}_id",)

    @cached_property
    def row(self) -> Any:
        """The row's type: a tuple with the columns' names; what is not given is unknown."""
        return namedtuple(self.name, self.names, defaults=(None,) * len(self.names))

    @cached_property
    def references(self) -> tuple[tuple[int, str], ...]:
        """Where rows point: (position of the column, table pointed to)."""
        return tuple((i, c.references) for i, c in enumerate(self.columns) if c.references)

    def position(self, name: str) -> int:
        return self.names.index(name)


def own_id(name: str, description: str) -> Column:
    return Column(name, Kind.ID, description, required=True)


def ref(name: str, table: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.ID, description, required=required, references=table)


def text(name: str, description: str, *, required: bool = False, pattern: str = "") -> Column:
    return Column(name, Kind.TEXT, description, required=required, pattern=pattern)


def code(name: str, codes: tuple[str, ...], description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, description, required=required, codes=codes)


def timezone(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TIMEZONE, description, required=required)


def date(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, description, required=required)


def moment(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.MOMENT, description, required=required)


def datetime(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATETIME, description, required=required)


def yes_no(name: str, description: str) -> Column:
    return Column(name, Kind.BOOLEAN, description)


def group(description: str) -> Column:
    """What ties rows together that were one event; there is no table of such events."""
    return Column("group_id", Kind.UUID, description)


def minutes(name: str, description: str) -> Column:
    return Column(name, Kind.INTEGER, description, at_least=0, at_most=1_000_000)


def number(
    name: str, description: str, *, at_most: int = 1_000_000, required: bool = False
) -> Column:
    return Column(name, Kind.INTEGER, description, required=required, at_least=0, at_most=at_most)


def clock(name: str, description: str, *, required: bool = False) -> Column:
    """A time on the wall of the agency, such as 09:30."""
    return text(name, description, required=required, pattern="([01][0-9]|2[0-3]):[0-5][0-9]")


def amount(name: str, description: str) -> Column:
    return Column(name, Kind.DECIMAL, description, at_least=0)


def share(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DECIMAL, description, required=required, above=0, at_most=1)
