"""The closed lists of this room. Values are the codes of the exchange package (measures.md E2).

What people read stands in the agency's code lists, never here.
"""

from enum import StrEnum


class ReferralSource(StrEnum):
    SELF = "SELF"
    FAMILY = "FAMILY"
    CLINICIAN_MH = "CLINICIAN_MH"
    CLINICIAN_PRIMARY = "CLINICIAN_PRIMARY"
    SUD_PROGRAMME = "SUD_PROGRAMME"
    PEER = "PEER"
    VR = "VR"
    HOSPITAL = "HOSPITAL"
    SHELTER = "SHELTER"
    SCHOOL = "SCHOOL"
    COURT_REENTRY = "COURT_REENTRY"
    EMPLOYER = "EMPLOYER"
    WEB = "WEB"
    OTHER = "OTHER"


class ReferralDecision(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    WAITLISTED = "waitlisted"
    NOT_REACHED = "not_reached"


class DeclineReason(StrEnum):
    """The only reasons for declining a referral.

    Zero exclusion (domain.md 1.2, 3.1): readiness, diagnosis, symptoms, substance use, a
    criminal record or missed appointments are no reasons, so they cannot be entered.
    """

    OUTSIDE_AREA = "OUTSIDE_AREA"
    NOT_IN_CLINIC = "NOT_IN_CLINIC"
    SERVED_BY_OTHER_IPS = "SERVED_BY_OTHER_IPS"
    AGE_RULE = "AGE_RULE"
    NO_WISH_TO_WORK_NOW = "NO_WISH_TO_WORK_NOW"


class WorkStatus(StrEnum):
    """A person's work on the day they entered. Empty means not known, never out of work."""

    OUT_OF_WORK = "out_of_work"
    EMPLOYED_SEEKING_OTHER = "employed_seeking_other"
    EMPLOYED_RETENTION = "employed_retention"
    STUDENT = "student"


class ExitReason(StrEnum):
    """The only reasons for closing an enrolment (domain.md 5.1).

    A time limit, missed appointments and substance use are not among them.
    """

    GOAL_MET = "GOAL_MET"
    CHOSE_TO_STOP = "CHOSE_TO_STOP"
    MOVED = "MOVED"
    DIED = "DIED"
    OTHER_PROGRAM = "OTHER_PROGRAM"
    INSTITUTION = "INSTITUTION"
    OUT_OF_TOUCH = "OUT_OF_TOUCH"
    SAFETY_DECISION = "SAFETY_DECISION"


class PauseReason(StrEnum):
    PERSON_ASKED = "PERSON_ASKED"
    HOSPITAL = "HOSPITAL"
    LEAVE = "LEAVE"
    RESTING = "RESTING"


class FacetKind(StrEnum):
    """What is going on in an enrolment, several at once; none is a stage (domain.md 5.1)."""

    PROFILE = "PROFILE"
    SEARCHING = "SEARCHING"
    OFFER = "OFFER"
    WORKING = "WORKING"
    EDUCATION = "EDUCATION"
    TRAINING = "TRAINING"
    VOLUNTEERING = "VOLUNTEERING"
    BENEFITS = "BENEFITS"
    VR_SHARED = "VR_SHARED"
    PAUSED = "PAUSED"
    OUT_OF_TOUCH = "OUT_OF_TOUCH"
    ASKED_TO_STOP = "ASKED_TO_STOP"  # nobody tries any more, and the door stays open


class Way(StrEnum):
    """What a person said we may do if we lose touch."""

    CALL = "CALL"
    TEXT = "TEXT"
    EMAIL = "EMAIL"
    LETTER = "LETTER"
    ASK_SOMEONE = "ASK_SOMEONE"
    VISIT = "VISIT"
    WAIT = "WAIT"


class ConsentType(StrEnum):
    """The separate choices of a person, each revocable (measures.md E3)."""

    SERVICE = "SERVICE"
    TREATMENT_TEAM = "TREATMENT_TEAM"
    CLINIC = "CLINIC"
    SUD = "SUD"
    SUD_COUNSELLING = "SUD_COUNSELLING"
    VR = "VR"
    BENEFITS = "BENEFITS"
    FAMILY = "FAMILY"
    EMPLOYER = "EMPLOYER"
    REFERENCE = "REFERENCE"
    PHOTO = "PHOTO"
    STORY = "STORY"
    RESEARCH = "RESEARCH"
    FUTURE_STUDIES = "FUTURE_STUDIES"
    MESSAGES = "MESSAGES"
    AI = "AI"


# The answer of a question that nobody has asked yet (code list eligibility_answer.answer).
NOT_ASKED = "not_asked"


class Topic(StrEnum):
    """The most that an employer may be told about a person, from the least to the most."""

    UNNAMED = "unnamed"
    NAME = "name"
    SERVICE = "service"
    MORE = "more"

    @property
    def rank(self) -> int:
        return list(Topic).index(self)


class Label(StrEnum):
    """How closely a row about a person is held."""

    NORMAL = "NORMAL"
    SUD = "SUD"
    LEGAL = "LEGAL"
    PEER = "PEER"
    LOCKED = "LOCKED"
