"""What becomes of this room's rows when a record is let go."""

from followalong.clients import fates
from followalong.employers.models import EmployerContact


def enter_fates() -> None:
    """That an employer was visited, for whom as a number, stays; what was said of the person,
    and whatever may be, goes."""
    fates.enter(EmployerContact, "person_met", "learned", "note")
