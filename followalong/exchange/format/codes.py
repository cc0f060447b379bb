"""The code lists of the exchange package (domain.md 11; measures.md E1-E3)."""

PACKS = ("ca-on", "ca-bc", "us-ct")
PROGRAM_KINDS = ("ips", "vocational_group", "other")
PROGRAM_SETTINGS = ("mental_health", "primary_care", "addiction")
TEAM_KINDS = ("treatment", "vocational_unit")

STAFF_ROLES = (
    "employment_specialist",
    "supervisor",
    "job_coach",
    "job_developer",
    "peer_specialist",
    "occupational_therapist",
    "clinician",
    "benefits_counsellor",
    "program_manager",
    "agency_admin",
)

DEMOGRAPHIC_KINDS = (
    "GENDER",
    "RACE",
    "ETHNICITY",
    "LANGUAGE",
    "DISABILITY",
    "INDIGENOUS_IDENTITY",
    "VETERAN",
)

REFERRAL_SOURCES = (
    "SELF",
    "FAMILY",
    "CLINICIAN_MH",
    "CLINICIAN_PRIMARY",
    "SUD_PROGRAMME",
    "PEER",
    "VR",
    "HOSPITAL",
    "SHELTER",
    "SCHOOL",
    "COURT_REENTRY",
    "EMPLOYER",
    "WEB",
    "OTHER",
)
REFERRAL_DECISIONS = (
    "accepted",
    "declined",
    "withdrawn",
    "pending",
    "waitlisted",
    "not_reached",
)
# Closed on purpose: readiness, diagnosis, symptoms, substance use and missed appointments are
# never reasons to turn a person away (zero exclusion).
DECLINE_REASONS = (
    "OUTSIDE_AREA",
    "NOT_IN_CLINIC",
    "SERVED_BY_OTHER_IPS",
    "AGE_RULE",
    "NO_WISH_TO_WORK_NOW",
)

WORK_STATUSES = ("out_of_work", "employed_seeking_other", "employed_retention", "student")
EXIT_REASONS = (
    "GOAL_MET",
    "CHOSE_TO_STOP",
    "MOVED",
    "DIED",
    "OTHER_PROGRAM",
    "INSTITUTION",
    "OUT_OF_TOUCH",
    "SAFETY_DECISION",
)
PAUSE_REASONS = ("PERSON_ASKED", "HOSPITAL", "LEAVE", "RESTING")

CONTACT_CATEGORIES = (
    "ENGAGEMENT",
    "INTAKE",
    "ASSESSMENT",
    "JOB_SEARCH",
    "JOB_DEVELOPMENT",
    "JOB_COACHING",
    "FOLLOW_ALONG",
    "BENEFITS",
    "EDUCATION",
    "OUTREACH",
    "TEAM_COORDINATION",
    "VR_COORDINATION",
    "FAMILY",
    "OT",
    "PEER_STORY",
    "PEER_ACCOMPANY",
    "PEER_SUPPORT",
    "GROUP",
    "NON_EMPLOYMENT",
    "ADMIN",
    "TRAVEL",
)
# The modes in which two people can answer each other (measures.md E7).
TWO_WAY_MODES = ("IN_PERSON", "VIDEO", "PHONE", "TEXT", "EMAIL")
EMPLOYER_MODES = (*TWO_WAY_MODES, "LETTER")
CONTACT_MODES = (*EMPLOYER_MODES, "NO_SHOW", "ATTEMPT_NO_ANSWER", "CANCELLED_BY_PERSON")
LOCATIONS = (
    "CLIENT_HOME",
    "EMPLOYER_SITE",
    "COMMUNITY_PUBLIC",
    "SCHOOL",
    "OTHER_AGENCY",
    "OFFICE_IPS",
    "CLINIC",
    "HOSPITAL",
    "SHELTER",
    "REMOTE",
)

MADE_BY = ("staff", "client", "both")
PURPOSES = (
    "COLD_INTRO",
    "NEEDS_VISIT",
    "PRESENT_CANDIDATE",
    "FOLLOW_UP_OPENING",
    "INTERVIEW_SUPPORT",
    "APPLICATION_DROP",
    "JOB_SUPPORT_VISIT",
    "THANK_YOU",
    "EVENT",
)
# From the least to the most that may be said about a person.
TOPICS = ("unnamed", "name", "service", "more")
DISCLOSED = ("none", *TOPICS)

OCCUPATION_SCHEMES = ("noc2021", "soc2018")
END_REASONS = (
    "QUIT_BETTER_JOB",
    "QUIT_DISSATISFIED",
    "QUIT_HEALTH",
    "QUIT_BENEFITS",
    "QUIT_OTHER",
    "LAID_OFF",
    "SEASON_END",
    "FIRED_PERFORMANCE",
    "FIRED_ATTENDANCE",
    "FIRED_CONDUCT",
    "BUSINESS_CLOSED",
    "MOVED",
    "SCHOOL",
    "RETIRED",
    "NEVER_SHOWED",
)
ACTIVITY_KINDS = (
    "EDUCATION",
    "TRAINING",
    "CERTIFICATE",
    "VOLUNTEER",
    "INTERNSHIP_PAID",
    "INTERNSHIP_UNPAID",
)

MEETING_TYPES = (
    "TREATMENT_TEAM",
    "IPS_UNIT",
    "SUPERVISION_1TO1",
    "FIELD_MENTORING",
    "VR_JOINT",
    "STEERING",
    "EXEC_BRIEFING",
    "OUTCOME_REVIEW",
    "FAMILY_ADVISORY",
    "STORY_EVENT",
    "REVIEW_FEEDBACK",
)
MEETING_STATES = ("planned",)
MEETING_REPEATS = ("weekly",)
APPOINTMENT_STATUSES = ("planned", "kept", "missed", "cancelled")
EVERY = ("week", "two_weeks", "month_weekday", "month_day")

ROUTE_TAKES = ("member", "fewest", "inbox")
WAYS = ("CALL", "TEXT", "EMAIL", "LETTER", "ASK_SOMEONE", "VISIT")
WAIT = "WAIT"  # and no other way

CONSENT_TYPES = (
    "SERVICE",
    "TREATMENT_TEAM",
    "CLINIC",
    "SUD",
    "VR",
    "BENEFITS",
    "FAMILY",
    "EMPLOYER",
    "REFERENCE",
    "PHOTO",
    "STORY",
    "RESEARCH",
    "FUTURE_STUDIES",
    "MESSAGES",
    "AI",
)
