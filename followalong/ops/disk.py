"""How full a disk is, and what that means for people's work."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

# Shares of what may be used. With so many bytes left nobody is kept from working, however full.
ALARM, NO_FILES, READ_ONLY = 0.80, 0.90, 0.95
PLENTY = 4 << 30


class Level(IntEnum):
    """Each goes further than the one before."""

    WELL = 0
    ALARM = 1
    NO_FILES = 2
    READ_ONLY = 3


@dataclass(frozen=True)
class Room:
    """What a disk has for an ordinary account: some of it is kept back for the administrator."""

    used: int
    left: int

    @property
    def share(self) -> float:
        total = self.used + self.left
        return self.used / total if total else 1.0

    def less(self, size: int) -> "Room":
        """What is left once so many bytes more are taken."""
        return Room(self.used + size, self.left - size)


def level_of(room: Room) -> Level:
    """Rounded to whole percents, as they are told."""
    share = round(room.share, 2)
    if share < ALARM:
        return Level.WELL
    if share < NO_FILES or room.left >= PLENTY:
        return Level.ALARM
    return Level.NO_FILES if share < READ_ONLY else Level.READ_ONLY


def room_at(place: Path, statvfs: Callable[[Path], Any] = os.statvfs) -> Room:
    """Of the disk that this place is on, or will be. Raises OSError."""
    while not place.exists() and place != place.parent:
        place = place.parent
    told = statvfs(place)
    used = (told.f_blocks - told.f_bfree) * told.f_frsize
    return Room(used, told.f_bavail * told.f_frsize)
