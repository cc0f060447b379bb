"""The closed lists of this room. Those of the exchange have its codes as values (domain.md 11).

What people read stands in the agency's code lists, never here.
"""

from collections.abc import Mapping
from enum import StrEnum


class ContactCategory(StrEnum):
    """What a contact was about. The peer's three are measures.md E3."""

    ENGAGEMENT = "ENGAGEMENT"
    INTAKE = "INTAKE"
    ASSESSMENT = "ASSESSMENT"
    JOB_SEARCH = "JOB_SEARCH"
    JOB_DEVELOPMENT = "JOB_DEVELOPMENT"
    JOB_COACHING = "JOB_COACHING"
    FOLLOW_ALONG = "FOLLOW_ALONG"
    BENEFITS = "BENEFITS"
    EDUCATION = "EDUCATION"
    OUTREACH = "OUTREACH"
    TEAM_COORDINATION = "TEAM_COORDINATION"
    VR_COORDINATION = "VR_COORDINATION"
    FAMILY = "FAMILY"
    OT = "OT"
    PEER_STORY = "PEER_STORY"
    PEER_ACCOMPANY = "PEER_ACCOMPANY"
    PEER_SUPPORT = "PEER_SUPPORT"
    GROUP = "GROUP"
    NON_EMPLOYMENT = "NON_EMPLOYMENT"
    ADMIN = "ADMIN"
    TRAVEL = "TRAVEL"


class ContactMode(StrEnum):
    """How a contact was made; the last three are tries that reached nobody."""

    IN_PERSON = "IN_PERSON"
    VIDEO = "VIDEO"
    PHONE = "PHONE"
    TEXT = "TEXT"
    EMAIL = "EMAIL"
    LETTER = "LETTER"
    NO_SHOW = "NO_SHOW"
    ATTEMPT_NO_ANSWER = "ATTEMPT_NO_ANSWER"
    CANCELLED_BY_PERSON = "CANCELLED_BY_PERSON"


class ContactLocation(StrEnum):
    CLIENT_HOME = "CLIENT_HOME"
    EMPLOYER_SITE = "EMPLOYER_SITE"
    COMMUNITY_PUBLIC = "COMMUNITY_PUBLIC"
    SCHOOL = "SCHOOL"
    OTHER_AGENCY = "OTHER_AGENCY"
    OFFICE_IPS = "OFFICE_IPS"
    CLINIC = "CLINIC"
    HOSPITAL = "HOSPITAL"
    SHELTER = "SHELTER"
    REMOTE = "REMOTE"


class AppointmentStatus(StrEnum):
    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class MeetingType(StrEnum):
    TREATMENT_TEAM = "TREATMENT_TEAM"
    IPS_UNIT = "IPS_UNIT"
    SUPERVISION_1TO1 = "SUPERVISION_1TO1"
    FIELD_MENTORING = "FIELD_MENTORING"
    VR_JOINT = "VR_JOINT"
    STEERING = "STEERING"
    EXEC_BRIEFING = "EXEC_BRIEFING"
    OUTCOME_REVIEW = "OUTCOME_REVIEW"
    FAMILY_ADVISORY = "FAMILY_ADVISORY"
    STORY_EVENT = "STORY_EVENT"
    REVIEW_FEEDBACK = "REVIEW_FEEDBACK"


class MilestoneKind(StrEnum):
    """Dated facts that higher rooms push down, so that clocks need to ask nobody else."""

    EMPLOYER_CONTACT = "EMPLOYER_CONTACT"  # for this enrolment, and it counts (measures.md C5)
    JOB_STARTED = "JOB_STARTED"  # also the planned start of a job that was accepted
    JOB_ENDED = "JOB_ENDED"
    JOB_END_LEARNED = "JOB_END_LEARNED"  # the day on which the specialist heard of it
    SUPPORT_STEPPED_DOWN = "SUPPORT_STEPPED_DOWN"  # the person wants no more of it in this job
    JOB_CHANGED = "JOB_CHANGED"  # new hours or pay
    # Written down by hand, until the room that knows it is there.
    PROFILE_WRITTEN = "PROFILE_WRITTEN"
    DISCLOSURE_DISCUSSED = "DISCLOSURE_DISCUSSED"
    BENEFITS_DISCUSSED = "BENEFITS_DISCUSSED"
    SEARCH_PLAN_REVIEWED = "SEARCH_PLAN_REVIEWED"
    SUPPORT_REVIEWED = "SUPPORT_REVIEWED"
    PERIODIC_ASSESSMENT_DONE = "PERIODIC_ASSESSMENT_DONE"
    JOB_TROUBLE = "JOB_TROUBLE"  # in this job
    VR_STABLE_SINCE = "VR_STABLE_SINCE"  # in this job, as VR sees it


class ClockRule(StrEnum):
    """What a clock waits for (domain.md 5.2)."""

    FIRST_EMPLOYER_CONTACT = "first_employer_contact"
    GONE_QUIET = "gone_quiet"
    CONTACT_BEFORE_START = "contact_before_start"
    CONTACT_AFTER_START = "contact_after_start"
    MONTHLY_FOLLOW_ALONG = "monthly_follow_along"
    JOB_LOSS_CONTACT = "job_loss_contact"
    OUTREACH = "outreach"
    CAREER_PROFILE = "career_profile_first_version"
    DISCLOSURE_AGAIN = "disclosure_talk_again"
    DISCLOSURE_AFTER_TROUBLE = "disclosure_talk_after_trouble"
    BENEFITS_BEFORE_START = "benefits_talk_before_start"
    BENEFITS_AFTER_CHANGE = "benefits_talk_after_change"
    SEARCH_PLAN_REVIEW = "search_plan_review"
    RETENTION = "retention_milestones"
    VR_NINETY_DAYS = "vr_ninety_days"
    TRANSITION_REVIEW = "transition_review"
    IN_WORK_SUPPORT = "in_work_support_prompt"
    PERIODIC_ASSESSMENT = "periodic_assessment"
    CONSENT_SIGNATURE = "consent_signature"
    CONSENT_EXPIRY = "consent_expiry"


class ReferralRule(StrEnum):
    """What the clocks of a referral wait for, before there is an enrolment."""

    ACKNOWLEDGE = "acknowledge_referral"
    FIRST_CONTACT = "first_contact_with_person"


class Excuse(StrEnum):
    """Why a clock asks for nothing although what it waited for has not happened."""

    CLOSED = "closed"  # the person left; a recorded death stops every clock at once
    JOB_ENDED = "job_ended"
    DECLINED_BY_PERSON = "declined_by_person"  # they do not want this now
    KEEPS_A_JOB = "keeps_a_job"  # they came with a job to keep, not to look for one
    LATER_CONTACT = "later_contact"  # the moment has passed, and they were seen since
    PAUSED = "paused"
    OUT_OF_TOUCH = "out_of_touch"
    ASKED_TO_STOP = "asked_to_stop"  # `please stop` ends every prompt at once
    AS_AGREED = "as_agreed"  # we tried for as long as the person had said


class DueState(StrEnum):
    """A clock in one word. None of them blocks anything."""

    DONE = "done"
    EXCUSED = "excused"
    FINE = "fine"
    SOON = "soon"
    DUE = "due"


# What somebody ticks off, since nothing else in the product says that it was done.
BY_HAND: Mapping[str, MilestoneKind] = {
    ClockRule.CAREER_PROFILE: MilestoneKind.PROFILE_WRITTEN,
    ClockRule.DISCLOSURE_AGAIN: MilestoneKind.DISCLOSURE_DISCUSSED,
    ClockRule.DISCLOSURE_AFTER_TROUBLE: MilestoneKind.DISCLOSURE_DISCUSSED,
    ClockRule.BENEFITS_BEFORE_START: MilestoneKind.BENEFITS_DISCUSSED,
    ClockRule.BENEFITS_AFTER_CHANGE: MilestoneKind.BENEFITS_DISCUSSED,
    ClockRule.SEARCH_PLAN_REVIEW: MilestoneKind.SEARCH_PLAN_REVIEWED,
    ClockRule.TRANSITION_REVIEW: MilestoneKind.SUPPORT_REVIEWED,
    ClockRule.IN_WORK_SUPPORT: MilestoneKind.SUPPORT_REVIEWED,
    ClockRule.PERIODIC_ASSESSMENT: MilestoneKind.PERIODIC_ASSESSMENT_DONE,
}
# What a person may put off; being out of touch has answers of its own.
CAN_DECLINE = frozenset(ClockRule) - {ClockRule.GONE_QUIET, ClockRule.OUTREACH}
# The excuses that a program may turn on or off; the others always hold.
TOGGLES = frozenset({Excuse.PAUSED, Excuse.OUT_OF_TOUCH, Excuse.DECLINED_BY_PERSON})
# Counted from the first day, so that it is a question whether they begin again on return.
FROM_ENTRY = frozenset({ClockRule.FIRST_EMPLOYER_CONTACT, ClockRule.CAREER_PROFILE})
