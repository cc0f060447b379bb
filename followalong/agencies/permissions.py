"""What can be allowed at all, how far a role reaches, and what a role is made of (roles.py)."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    TODAY_VIEW = "today_view"
    CLIENT_VIEW = "client_view"
    CLIENT_EDIT = "client_edit"
    DUPLICATE_REVIEW = "duplicate_review"
    DEMOGRAPHIC_COUNT = "demographic_count"
    DEMOGRAPHIC_EXPORT = "demographic_export"
    REFERRAL_VIEW = "referral_view"
    REFERRAL_CREATE = "referral_create"
    REFERRAL_DECIDE = "referral_decide"
    REFERRAL_SET_UP = "referral_set_up"
    ENROLMENT_EDIT = "enrolment_edit"
    ENROLMENT_CLOSE = "enrolment_close"
    CONTACT_VIEW = "contact_view"
    CONTACT_LOG = "contact_log"
    CONTACT_LOG_PEER = "contact_log_peer"
    COUNSELLING_VIEW = "counselling_view"
    COUNSELLING_WRITE = "counselling_write"
    EMPLOYER_VIEW = "employer_view"
    EMPLOYER_EDIT = "employer_edit"
    EMPLOYER_CONTACT_LOG = "employer_contact_log"
    EMPLOYER_CONTACT_SIGN_OFF = "employer_contact_sign_off"
    DISCLOSURE_REVIEW = "disclosure_review"
    SHARE_EDIT = "share_edit"
    JOB_VIEW = "job_view"
    JOB_EDIT = "job_edit"
    CASELOAD_VIEW = "caseload_view"
    CASELOAD_VIEW_TEAM = "caseload_view_team"
    CASELOAD_ASSIGN = "caseload_assign"
    CASELOAD_EXPORT = "caseload_export"
    CASELOAD_VIEW_SHARE = "caseload_view_share"
    PLAN_EDIT = "plan_edit"
    PROFILE_VIEW = "profile_view"
    PROFILE_EDIT = "profile_edit"
    MATCH_EDIT = "match_edit"
    LEGAL_VIEW = "legal_view"
    ACTION_PLAN_VIEW = "action_plan_view"
    ACTION_PLAN_SUGGEST = "action_plan_suggest"
    MEETING_EDIT = "meeting_edit"
    MEETING_VIEW = "meeting_view"
    SNIPPET_SHARE = "snippet_share"
    STAFF_VIEW = "staff_view"
    STAFF_EDIT = "staff_edit"
    STAFF_GUIDE = "staff_guide"
    LEAVE_EDIT = "leave_edit"
    AGENCY_EDIT = "agency_edit"
    EXCHANGE_IMPORT = "exchange_import"
    SHEET_IMPORT = "sheet_import"
    EXCHANGE_EXPORT = "exchange_export"
    AUDIT_VIEW = "audit_view"
    LOOK_SHOW = "look_show"
    RIGHTS_RECEIVE = "rights_receive"
    RIGHTS_ANSWER = "rights_answer"
    LOCK_EDIT = "lock_edit"
    ACCESS_DECIDE = "access_decide"
    BREACH_EDIT = "breach_edit"
    RETENTION_EDIT = "retention_edit"
    ERASURE_AGREE = "erasure_agree"
    EMERGENCY_OPEN = "emergency_open"
    CORRECTION_UNDO = "correction_undo"
    FILE_VIEW = "file_view"
    FILE_EDIT = "file_edit"
    SEALED_VIEW = "sealed_view"
    FIDELITY_SCORE = "fidelity_score"
    INDICATOR_VIEW = "indicator_view"
    SELF_REFER = "self_refer"
    CLOCKS_REBUILD = "clocks_rebuild"
    TIMING_EDIT = "timing_edit"
    DUPLICATE_FIND = "duplicate_find"


# Of which classes of information (privacy_classes.py) each permission lets one read or write
# something; "none" where it is about how the program is set up.
CLASSES_OF: dict[Permission, str] = {
    Permission.TODAY_VIEW: "none",
    Permission.CLIENT_VIEW: "A B E",
    Permission.CLIENT_EDIT: "A E",
    Permission.DUPLICATE_REVIEW: "A",
    Permission.DEMOGRAPHIC_COUNT: "I",
    Permission.DEMOGRAPHIC_EXPORT: "A",
    Permission.REFERRAL_VIEW: "A B C",
    Permission.REFERRAL_CREATE: "A B C",
    Permission.REFERRAL_DECIDE: "A B",
    Permission.REFERRAL_SET_UP: "none",
    Permission.ENROLMENT_EDIT: "B",
    Permission.ENROLMENT_CLOSE: "B",
    Permission.CONTACT_VIEW: "B C",
    Permission.CONTACT_LOG: "B C",
    Permission.CONTACT_LOG_PEER: "G",
    Permission.COUNSELLING_VIEW: "C D",
    Permission.COUNSELLING_WRITE: "C D",
    Permission.EMPLOYER_VIEW: "F",
    Permission.EMPLOYER_EDIT: "F",
    Permission.EMPLOYER_CONTACT_LOG: "F",
    Permission.EMPLOYER_CONTACT_SIGN_OFF: "F K",
    Permission.JOB_VIEW: "B",
    Permission.JOB_EDIT: "B",
    Permission.CASELOAD_VIEW: "A B",
    Permission.CASELOAD_VIEW_TEAM: "A B K",
    Permission.CASELOAD_ASSIGN: "B K",
    Permission.CASELOAD_EXPORT: "A B",
    Permission.CASELOAD_VIEW_SHARE: "none",
    Permission.PLAN_EDIT: "B",
    Permission.PROFILE_VIEW: "B C E",
    Permission.PROFILE_EDIT: "B C E",
    Permission.MATCH_EDIT: "B F",
    Permission.LEGAL_VIEW: "E",
    Permission.ACTION_PLAN_VIEW: "B",
    Permission.ACTION_PLAN_SUGGEST: "B",
    Permission.MEETING_EDIT: "B C",
    Permission.MEETING_VIEW: "B C",
    Permission.SNIPPET_SHARE: "none",
    Permission.STAFF_VIEW: "K",
    Permission.STAFF_EDIT: "K",
    Permission.STAFF_GUIDE: "K",
    Permission.LEAVE_EDIT: "K",
    Permission.AGENCY_EDIT: "none",
    Permission.EXCHANGE_IMPORT: "A B C E F K",
    Permission.SHEET_IMPORT: "A B C",
    Permission.EXCHANGE_EXPORT: "A B C E F K",
    Permission.AUDIT_VIEW: "K",
    Permission.LOOK_SHOW: "K",
    Permission.RIGHTS_RECEIVE: "B",
    Permission.RIGHTS_ANSWER: "A B C",
    Permission.LOCK_EDIT: "E K",
    Permission.ACCESS_DECIDE: "A K",
    Permission.BREACH_EDIT: "A B C",
    Permission.RETENTION_EDIT: "A B C",
    Permission.ERASURE_AGREE: "none",
    Permission.EMERGENCY_OPEN: "A B C",
    Permission.CORRECTION_UNDO: "B C",
    Permission.FILE_VIEW: "C E",
    Permission.FILE_EDIT: "C E",
    Permission.SEALED_VIEW: "B C E",
    Permission.FIDELITY_SCORE: "J",
    Permission.INDICATOR_VIEW: "I",
    Permission.SELF_REFER: "A",
    Permission.CLOCKS_REBUILD: "B",
    Permission.TIMING_EDIT: "none",
    Permission.DUPLICATE_FIND: "A",
    Permission.DISCLOSURE_REVIEW: "A B F",
    Permission.SHARE_EDIT: "A B C F",
}


class Reach(StrEnum):
    """Whose records a role opens, before consent and labels narrow it further."""

    NONE = "none"
    RELATED = "related"  # people with a dated relation or assignment to this membership
    PROGRAM = "program"  # people of the member's program; of all programs when none is set
    AGENCY = "agency"  # everyone of the agency


@dataclass(frozen=True, slots=True)
class Role:
    slug: str
    title: str
    description: str
    reach: Reach
    permissions: frozenset[Permission]
    is_guest: bool = False
    # Why this role looks, where a screen names no reason of its own (HL7 PurposeOfUse).
    purpose: str = "TREAT"
