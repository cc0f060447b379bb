"""What people ask about their own record, who looked at it, and where it went astray."""

from .asked import LookFlag, LookQuestion, OwnLink, RightsRequest, Share
from .breaches import Breach, BreachNotice, BreachPerson
from .copies import GivenCopy, HeldBack
from .entry import AccessRequest

__all__ = [
    "AccessRequest",
    "Breach",
    "BreachNotice",
    "BreachPerson",
    "GivenCopy",
    "HeldBack",
    "LookFlag",
    "LookQuestion",
    "OwnLink",
    "RightsRequest",
    "Share",
]
