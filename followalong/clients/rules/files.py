"""Documents of a person: when they run out, and who may see them."""

from datetime import date, timedelta
from enum import StrEnum

# So long before a document runs out we say so: renewing a licence or a permit takes weeks.
SOON = timedelta(days=30)


class Expiry(StrEnum):
    """How a document stands on a day. On its last day it still holds."""

    NONE = "none"
    LATER = "later"
    SOON = "soon"
    OVER = "over"


class Sees(StrEnum):
    """Who may open a file, among those who may open the person at all."""

    TEAM = "team"
    LEAD = "lead"  # whoever added it, and their supervisor
    PERSON = "person"  # the team, and the person on their own page


def expiry(expires_on: date | None, today: date) -> Expiry:
    if expires_on is None:
        return Expiry.NONE
    if expires_on < today:
        return Expiry.OVER
    return Expiry.SOON if expires_on - today <= SOON else Expiry.LATER
