from followalong.planning.rules.preferences import (
    Much,
    Place,
    Preferences,
    Shift,
    Travel,
    lines_in,
)
from followalong.planning.rules.profile import FIRST, Part
from followalong.planning.rules.resume import (
    Content,
    Entry,
    as_json_resume,
    from_json_resume,
    read_entries,
    read_lines,
    write_entries,
)
from followalong.planning.rules.versions import Change, Version, as_of, compare

__all__ = [
    "FIRST",
    "Change",
    "Content",
    "Entry",
    "Much",
    "Part",
    "Place",
    "Preferences",
    "Shift",
    "Travel",
    "Version",
    "as_json_resume",
    "as_of",
    "compare",
    "from_json_resume",
    "lines_in",
    "read_entries",
    "read_lines",
    "write_entries",
]
