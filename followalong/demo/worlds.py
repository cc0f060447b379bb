"""The three worlds of the demonstration, each like one of the settings the packs are made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from followalong.demo.cast import ELM_RIVER, INLET, NORTHSIDE, THREE_RIVERS
from followalong.demo.simulation import PACKS

# One specialist for so many people who come in a year: most of them are still there at its end.
PEOPLE_A_SPECIALIST = 49
# People a year at each of the authority's agencies; the pattern repeats. Together 4,000.
AUTHORITY_AGENCIES = 24
PEOPLE_A_YEAR = (240, 110, 150, 190, 130, 180, 210, 120, 160, 170, 140, 200)


@dataclass(frozen=True)
class Size:
    """How many people an agency has known in a year, and how many specialists it has."""

    agency: int
    clients: int
    specialists: int

    @property
    def pack(self) -> str:
        return PACKS[self.agency % len(PACKS)]


@dataclass(frozen=True)
class World:
    """One setting: what it is like, and the agencies in it."""

    slug: str
    title: Any
    about: Any
    sizes: tuple[Size, ...]


def _authority() -> tuple[Size, ...]:
    """The first of them is Elm River; every third number works under the same pack."""
    found = []
    for place in range(AUTHORITY_AGENCIES):
        clients = PEOPLE_A_YEAR[place % len(PEOPLE_A_YEAR)]
        specialists = max(2, round(clients / PEOPLE_A_SPECIALIST))
        found.append(Size(ELM_RIVER + place * len(PACKS), clients, specialists))
    return tuple(found)


# Northside: seven specialists with 30 to 40 people each, and one in the addiction program.
WORLDS = (
    World(
        "agency",
        _("One agency"),
        _("Seven specialists with 30 to 40 people each, in Ontario. Anyone may refer themselves."),
        (Size(NORTHSIDE, 420, 8),),
    ),
    World(
        "clinics",
        _("Three primary-care sites"),
        _("A small team inside three clinics in British Columbia, often by video."),
        (Size(INLET, 130, 4),),
    ),
    World(
        "authority",
        _("An authority"),
        _(
            "24 agencies and 4,000 people a year, in Connecticut."
            " Employers are shared, people never."
        ),
        _authority(),
    ),
)
SIZES = tuple(size for world in WORLDS for size in world.sizes)
assert THREE_RIVERS in {size.agency for size in SIZES}  # noqa: S101 - named in the cast
