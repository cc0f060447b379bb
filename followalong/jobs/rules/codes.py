"""The closed lists of this room. Values are the codes of the exchange package (measures.md E2).

What people read stands in the agency's code lists, never here.
"""

from enum import StrEnum


class EndReason(StrEnum):
    """Why a job ended: the job's ending, not the person's failing."""

    QUIT_BETTER_JOB = "QUIT_BETTER_JOB"
    QUIT_DISSATISFIED = "QUIT_DISSATISFIED"
    QUIT_HEALTH = "QUIT_HEALTH"
    QUIT_BENEFITS = "QUIT_BENEFITS"
    QUIT_OTHER = "QUIT_OTHER"
    LAID_OFF = "LAID_OFF"
    SEASON_END = "SEASON_END"
    FIRED_PERFORMANCE = "FIRED_PERFORMANCE"
    FIRED_ATTENDANCE = "FIRED_ATTENDANCE"
    FIRED_CONDUCT = "FIRED_CONDUCT"
    BUSINESS_CLOSED = "BUSINESS_CLOSED"
    MOVED = "MOVED"
    SCHOOL = "SCHOOL"
    RETIRED = "RETIRED"
    NEVER_SHOWED = "NEVER_SHOWED"


class ActivityKind(StrEnum):
    """Steps beside a job. They are recorded and never counted as competitive work (D3)."""

    EDUCATION = "EDUCATION"
    TRAINING = "TRAINING"
    CERTIFICATE = "CERTIFICATE"
    VOLUNTEER = "VOLUNTEER"
    INTERNSHIP_PAID = "INTERNSHIP_PAID"
    INTERNSHIP_UNPAID = "INTERNSHIP_UNPAID"


class OccupationScheme(StrEnum):
    NOC_2021 = "noc2021"
    SOC_2018 = "soc2018"


class OutcomeKind(StrEnum):
    """Under which heading a job is counted once its test is answered (domain.md 11)."""

    COMPETITIVE_JOB = "COMPETITIVE_JOB"
    NONCOMPETITIVE_PAID = "NONCOMPETITIVE_PAID"
