"""What `followalong doctor`'s checks are made of."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections

from followalong.cli.migrating import reading_alias

Answers = Iterator[tuple[bool, str]]


def select(statement: str, parameters: Sequence[Any] | None = None) -> list[tuple]:
    """As the owner where the command has it: it sees the catalogue of every role."""
    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(statement, parameters or [])
        return cursor.fetchall()
