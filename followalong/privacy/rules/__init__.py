"""What a look is called, what left the house, and what may be put off. Pure."""

from followalong.privacy.rules.accounting import Disclosure, Ground, What, account, leaves
from followalong.privacy.rules.links import link_opens
from followalong.privacy.rules.looks import Deed, Look, Why, by_day, deed, why
from followalong.privacy.rules.requests import PutOffProblem, put_off_problem

__all__ = [
    "Deed",
    "Disclosure",
    "Ground",
    "Look",
    "PutOffProblem",
    "What",
    "Why",
    "account",
    "by_day",
    "deed",
    "leaves",
    "link_opens",
    "put_off_problem",
    "why",
]
