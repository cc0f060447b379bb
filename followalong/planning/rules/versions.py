"""A living document as its versions: what stood at some moment, and what differs between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Version:
    """One saving of one entry: what it said, as lines by their names; `is_gone`, taken out."""

    entry: Any
    at: datetime
    title: str
    lines: Mapping[str, str] = field(default_factory=dict)
    is_gone: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of one entry that is not as it was; empty where it was not, or is not, there."""

    title: str
    name: str
    before: str
    after: str


def as_of(versions: Iterable[Version], moment: datetime) -> dict[Any, Version]:
    """The latest version of each entry by then, without what was taken out by then."""
    standing: dict[Any, Version] = {}
    for one in sorted(versions, key=lambda v: v.at):
        if one.at <= moment:
            standing[one.entry] = one
    return {entry: one for entry, one in standing.items() if not one.is_gone}


def compare(before: Mapping[Any, Version], after: Mapping[Any, Version]) -> list[Change]:
    """Line by line, in the order of what stands after; what is only before comes last."""
    nothing: dict[str, str] = {}
    changes = []
    for entry in [*after, *(e for e in before if e not in after)]:
        old, new = before.get(entry), after.get(entry)
        was, now = (old.lines if old else nothing), (new.lines if new else nothing)
        title = (new or old).title  # type: ignore[union-attr]
        for name in [*now, *(n for n in was if n not in now)]:
            if was.get(name, "") != now.get(name, ""):
                changes.append(Change(title, name, was.get(name, ""), now.get(name, "")))
    return changes
