"""What a look is called, and how looks of one day are told in one line. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Deed(StrEnum):
    """What was done, in the order in which a day tells it."""

    TOOK_OUT = "took_out"
    WROTE = "wrote"
    LOOKED = "looked"
    REFUSED = "refused"


class Why(StrEnum):
    WORK = "work"
    QUALITY = "quality"
    ASKED = "asked"
    EMERGENCY = "emergency"


_WHY = {"HOPERAT": Why.QUALITY, "PATRQT": Why.ASKED, "BTG": Why.EMERGENCY, "ETREAT": Why.EMERGENCY}
_OUT = (".exported", ".printed", ".downloaded", ".opened")


def deed(action: str, outcome: str, fields: Iterable[str] = ()) -> Deed:
    """`noun.past_tense` as what a person would call it."""
    if outcome == "refused":
        return Deed.REFUSED
    if action == "page.read":
        on_paper = any(name.endswith("_print") for name in fields)
        return Deed.TOOK_OUT if on_paper else Deed.LOOKED
    if action.startswith("emergency_look."):
        return Deed.LOOKED
    if action == "own_link.opened":  # the person's own page, not a file
        return Deed.LOOKED
    return Deed.TOOK_OUT if action.endswith(_OUT) else Deed.WROTE


def why(purpose: str) -> Why:
    return _WHY.get(purpose, Why.WORK)


@dataclass(frozen=True)
class Look:
    """What one member or service did with one record on one day, for one reason."""

    on: dt.date
    actor_kind: str
    role: str
    membership_id: Any
    deed: Deed
    why: Why


def by_day(looks: Iterable[Look]) -> list[tuple[Look, int]]:
    """Each once, with how many times; the newest day first, then as deeds are told."""
    counted: dict[Look, int] = {}
    for look in looks:
        counted[look] = counted.get(look, 0) + 1
    return sorted(counted.items(), key=lambda item: _told_when(item[0]))


def _told_when(look: Look) -> tuple[int, str, int]:
    return -look.on.toordinal(), str(look.membership_id), list(Deed).index(look.deed)
