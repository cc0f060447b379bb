"""What becomes of a person's rows when their record is let go.

Words, names and addresses go; dates and codes stay, so that what happened is still counted. Rows
about people live in many rooms and imports only look down, so each room enters the fate of its
tables here when the application starts; letting go is written once (privacy.actions.erasing).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from followalong.core.actor import Actor

# An id from another system names a person there: it goes from every table.
ALWAYS = ("source_id",)


@dataclass(frozen=True)
class Fate:
    """One table: columns that become empty, and those that keep only that something was said."""

    model: type[Any]
    gone: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    # Why words stay all the same.
    kept_because: str = ""
    # Every column that says whom a row is about.
    about: tuple[str, ...] = field(default=("client",))

    @property
    def columns(self) -> frozenset[str]:
        return frozenset((*ALWAYS, *self.gone, *self.emptied))


FATES: dict[type[Any], Fate] = {}
# What no column says of itself: called as the service that lets go, with the ids of the person's
# rows, before anything else changes; answers how many rows it changed.
besides: list[Callable[[Actor, Iterable[UUID]], int]] = []


def enter(
    model: type[Any],
    *gone: str,
    emptied: Iterable[str] = (),
    about: Iterable[str] = ("client",),
    kept_because: str = "",
) -> None:
    """Say what becomes of a table's rows about a person whose record is let go."""
    FATES[model] = Fate(model, gone, tuple(emptied), kept_because, tuple(about))
