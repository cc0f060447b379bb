"""What becomes of this room's rows when a record is let go."""

from followalong.clients import fates
from followalong.jobs.models import Activity, Job, Wage


def enter_fates() -> None:
    """When work began and ended, hours, pay and kind are counted for years; the words go."""
    fates.enter(Job, "title", "own_words", "end_words", "went_well", "learned")
    fates.enter(Wage)
    fates.enter(Activity, "title")
