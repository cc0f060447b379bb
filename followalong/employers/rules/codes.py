"""The closed lists of this room. Values are the codes of the exchange package (domain.md 11).

What people read stands in the agency's code lists, never here.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """Why an employer was visited or called."""

    COLD_INTRO = "COLD_INTRO"
    NEEDS_VISIT = "NEEDS_VISIT"
    PRESENT_CANDIDATE = "PRESENT_CANDIDATE"
    FOLLOW_UP_OPENING = "FOLLOW_UP_OPENING"
    INTERVIEW_SUPPORT = "INTERVIEW_SUPPORT"
    APPLICATION_DROP = "APPLICATION_DROP"
    JOB_SUPPORT_VISIT = "JOB_SUPPORT_VISIT"
    THANK_YOU = "THANK_YOU"
    EVENT = "EVENT"


class EmployerMode(StrEnum):
    """How an employer was reached (measures.md E3)."""

    IN_PERSON = "IN_PERSON"
    VIDEO = "VIDEO"
    PHONE = "PHONE"
    TEXT = "TEXT"
    EMAIL = "EMAIL"
    LETTER = "LETTER"


class MadeBy(StrEnum):
    STAFF = "staff"
    CLIENT = "client"
    BOTH = "both"


class Disclosed(StrEnum):
    """What was said about a person, from nothing to the most. Empty means not known."""

    NONE = "none"
    UNNAMED = "unnamed"
    NAME = "name"
    SERVICE = "service"
    MORE = "more"

    @property
    def rank(self) -> int:
        return list(Disclosed).index(self)


class DisclosureAnswer(StrEnum):
    """What the worker says afterwards, when something was said and no choice allowed it."""

    DID_NOT_NAME = "did_not_name"
    AGREED_RECORD_NOW = "agreed_record_now"
    NAMED_WITHOUT_YES = "named_without_yes"
