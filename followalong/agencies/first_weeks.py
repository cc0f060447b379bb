"""The list of somebody's first weeks: what to see, read and try, by role. Data, in our words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from followalong.agencies.packs.text import Text
from followalong.agencies.roles import ROLES


@dataclass(frozen=True)
class Item:
    """One thing to do; for some roles or all, with a page that helps if there is one."""

    key: str
    text: Text
    roles: frozenset[str]
    page: str = ""


class BadList(Exception):
    """The file names a role that nobody has, or a key twice."""


@cache
def every_item() -> tuple[Item, ...]:
    data = tomllib.loads((files(__package__) / "data" / "first_weeks.toml").read_text("utf-8"))
    items = tuple(
        Item(row["key"], Text(**row["text"]), frozenset(row.get("roles", ())), row.get("page", ""))
        for row in data["item"]
    )
    unknown = {role for item in items for role in item.roles} - set(ROLES)
    if unknown or len({item.key for item in items}) != len(items):
        raise BadList(f"unknown roles {sorted(unknown)}, or a key twice")
    return items


def items_for(role: str) -> list[Item]:
    """What somebody new in this role finds on their list; guests have none."""
    if ROLES[role].is_guest:
        return []
    return [item for item in every_item() if not item.roles or role in item.roles]
