"""What becomes of this room's rows when a record is let go."""

from followalong.clients import fates
from followalong.matching.models import OpeningAnswer


def enter_fates() -> None:
    """That an opening was talked about, and a yes or a no, stay; the person's words go."""
    fates.enter(OpeningAnswer, "words")
