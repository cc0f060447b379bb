from followalong.matching.actions.answers import answer_opening
from followalong.matching.actions.openings import (
    Brought,
    add_opening,
    change_opening,
    close_opening,
    import_openings,
)

__all__ = [
    "Brought",
    "add_opening",
    "answer_opening",
    "change_opening",
    "close_opening",
    "import_openings",
]
