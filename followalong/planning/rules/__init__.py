from followalong.planning.rules.preferences import (
    Much,
    Place,
    Preferences,
    Shift,
    Travel,
    lines_in,
)
from followalong.planning.rules.profile import FIRST, Part
from followalong.planning.rules.versions import Change, Version, as_of, compare

__all__ = [
    "FIRST",
    "Change",
    "Much",
    "Part",
    "Place",
    "Preferences",
    "Shift",
    "Travel",
    "Version",
    "as_of",
    "compare",
    "lines_in",
]
