"""When a record may be opened in an emergency, for how long, and who looks at it after. Pure."""

import datetime as dt
from enum import StrEnum

LONGEST = dt.timedelta(hours=3)
MINUTES = (60, 120, 180)
# Within so many working days the privacy officer looks at it.
REVIEW_DAYS = 3


class EmergencyReason(StrEnum):
    MEDICAL = "medical"
    DANGER = "danger"
    MISSING = "missing"


def lasts(minutes: int) -> dt.timedelta:
    """How long it stays open: what was asked for, and never more than three hours."""
    return min(dt.timedelta(minutes=max(minutes, 1)), LONGEST)


def opens_locked(reason: str) -> bool:
    """What the person had locked opens in a medical emergency alone."""
    return reason == EmergencyReason.MEDICAL
