"""What of somebody's record left the house, and what a formal account of it holds. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class What(StrEnum):
    """How something left."""

    EMPLOYER = "employer"
    LETTER = "letter"
    OPENED = "opened"  # by somebody of another organization
    FILE = "file"
    PAPER = "paper"


class Ground(StrEnum):
    """Why it could leave, as the laws about accounts of disclosures tell reasons apart."""

    WITHOUT_YES = "without_yes"
    NOT_KNOWN = "not_known"
    AUTHORIZED = "authorized"  # the person said yes to it
    TREATMENT = "treatment"
    OPERATIONS = "operations"
    TO_PERSON = "to_person"


_FILE = (".exported", ".downloaded")
_FOR = {"PATRQT": Ground.TO_PERSON, "TREAT": Ground.OPERATIONS, "HOPERAT": Ground.OPERATIONS}
# Whose looks leave the house, and what lets them in.
_OUTSIDE = {"vr_counsellor": Ground.AUTHORIZED, "clinician": Ground.TREATMENT}


@dataclass(frozen=True)
class Disclosure:
    """One thing that left; with `times`, the same thing so often until `last_on`."""

    on: dt.date
    what: What
    recipient: str
    address: str
    said: str
    ground: Ground
    times: int = 1
    last_on: dt.date | None = None


def leaves(
    action: str, role: str, purpose: str, fields: Iterable[str] = (), *, is_guest: bool = False
) -> tuple[What, Ground] | None:
    """How an event of the record let something out, if it did."""
    ground = _FOR.get(purpose, Ground.OPERATIONS)
    if action.endswith(_FILE):
        return What.FILE, ground
    if action.endswith(".printed") or any(name.endswith("_print") for name in fields):
        return What.PAPER, ground
    if action == "page.read" and (role in _OUTSIDE or is_guest):
        return What.OPENED, _OUTSIDE.get(role, Ground.NOT_KNOWN)
    return None


def account(found: Iterable[Disclosure], *, omits: Collection[str] = ()) -> list[Disclosure]:
    """Newest first; the same thing told again to the same recipient is one line that says how
    often and until when."""
    lines: dict[Disclosure, Disclosure] = {}
    for one in sorted(found, key=lambda one: one.on):
        if one.ground in omits:
            continue
        kind = replace(one, on=dt.date.min)
        before = lines.get(kind)
        first, times = (before.on, before.times) if before else (one.on, 0)
        lines[kind] = replace(one, on=first, times=times + 1, last_on=one.on)
    return sorted(lines.values(), key=lambda one: one.last_on or one.on, reverse=True)
