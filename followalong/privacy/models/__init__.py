"""What people ask about their own record, who looked at it, and where it went astray."""

from .asked import LookFlag, LookQuestion, OwnLink, RightsRequest, Share
from .breaches import Breach, BreachNotice, BreachPerson
from .copies import GivenCopy

__all__ = [
    "Breach",
    "BreachNotice",
    "BreachPerson",
    "GivenCopy",
    "LookFlag",
    "LookQuestion",
    "OwnLink",
    "RightsRequest",
    "Share",
]
