"""What a look is called, and what left the house. Pure."""

from followalong.privacy.rules.accounting import Disclosure, Ground, What, account, leaves
from followalong.privacy.rules.looks import Deed, Look, Why, by_day, deed, why

__all__ = [
    "Deed",
    "Disclosure",
    "Ground",
    "Look",
    "What",
    "Why",
    "account",
    "by_day",
    "deed",
    "leaves",
    "why",
]
