"""What a look is called, which looks deserve a word, what leaves the house and when, what may be
put off, and how long a copy stands. Pure."""

from followalong.privacy.rules.accounting import Disclosure, Ground, What, account, leaves
from followalong.privacy.rules.breaches import NOT_TOLD, is_settled, tell_by
from followalong.privacy.rules.copies import Says, copy_until, is_in, without
from followalong.privacy.rules.entry import LASTS as ENTRY_LASTS
from followalong.privacy.rules.entry import EntryProblem
from followalong.privacy.rules.entry import term_problem as entry_term_problem
from followalong.privacy.rules.links import link_opens
from followalong.privacy.rules.looks import Deed, Look, Why, by_day, deed, why
from followalong.privacy.rules.requests import PutOffProblem, put_off_problem
from followalong.privacy.rules.retention import (
    ACCOUNT,
    ASKED,
    LOOKS,
    RECORD,
    TIME_OVER,
    WITH_THE_PERSON,
    ErasureProblem,
    Keep,
    erasure_problem,
    over_on,
    years_after,
)
from followalong.privacy.rules.sharing import (
    ShareProblem,
    ShareState,
    ShareStep,
    share_problem,
    share_state,
)
from followalong.privacy.rules.snooping import (
    QUIET_DAYS,
    Person,
    Reader,
    Rule,
    is_asked_again,
    is_many,
    raised,
)

__all__ = [
    "ENTRY_LASTS",
    "years_after",
    "over_on",
    "erasure_problem",
    "WITH_THE_PERSON",
    "TIME_OVER",
    "RECORD",
    "LOOKS",
    "Keep",
    "ErasureProblem",
    "ASKED",
    "ACCOUNT",
    "NOT_TOLD",
    "QUIET_DAYS",
    "Deed",
    "Disclosure",
    "EntryProblem",
    "Ground",
    "Look",
    "Person",
    "PutOffProblem",
    "Reader",
    "Rule",
    "Says",
    "ShareProblem",
    "ShareState",
    "ShareStep",
    "What",
    "Why",
    "account",
    "by_day",
    "copy_until",
    "deed",
    "entry_term_problem",
    "is_asked_again",
    "is_in",
    "is_many",
    "is_settled",
    "leaves",
    "link_opens",
    "put_off_problem",
    "raised",
    "share_problem",
    "share_state",
    "tell_by",
    "why",
    "without",
]
