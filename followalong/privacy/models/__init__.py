"""What people ask about their own record, who looked at it, where it went astray, and how long it
is kept."""

from .asked import LookFlag, LookQuestion, OwnLink, RightsRequest, Share
from .breaches import Breach, BreachNotice, BreachPerson
from .copies import GivenCopy, HeldBack
from .entry import AccessRequest
from .retention import Erasure, LegalHold, RetentionTime

__all__ = [
    "AccessRequest",
    "Breach",
    "BreachNotice",
    "BreachPerson",
    "GivenCopy",
    "HeldBack",
    "Erasure",
    "LegalHold",
    "LookFlag",
    "LookQuestion",
    "OwnLink",
    "RetentionTime",
    "RightsRequest",
    "Share",
]
