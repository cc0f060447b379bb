"""Who may do what: one page that a privacy officer can read.

A permission is NOUN_VERB. A role is a set of permissions and a reach: whose records it opens
at all. Everything not written here is refused. Sources: domain.md sections 6 and 6.1 (the nine
peer-specialist rules), standards.md 2.2.
"""

from types import MappingProxyType

from followalong.agencies.permissions import Permission, Reach, Role

__all__ = ["ROLES", "Permission", "Reach", "Role", "can", "purpose_of"]


P = Permission
_ = str  # marks words for the catalogues; pages translate them. This file needs no settings

_SEE = {P.TODAY_VIEW, P.CLIENT_VIEW, P.CONTACT_VIEW, P.JOB_VIEW, P.CASELOAD_VIEW}
_VOCATIONAL = _SEE | {
    P.CLIENT_EDIT,
    P.REFERRAL_VIEW,
    P.REFERRAL_CREATE,
    P.REFERRAL_DECIDE,
    P.ENROLMENT_EDIT,
    P.ENROLMENT_CLOSE,
    P.CONTACT_LOG,
    P.EMPLOYER_VIEW,
    P.EMPLOYER_EDIT,
    P.EMPLOYER_CONTACT_LOG,
    P.SHARE_EDIT,
    P.JOB_EDIT,
    P.CASELOAD_EXPORT,
    P.PLAN_EDIT,
    P.PROFILE_VIEW,
    P.PROFILE_EDIT,
    P.MATCH_EDIT,
    P.LEGAL_VIEW,
    P.ACTION_PLAN_VIEW,
    P.MEETING_EDIT,
    P.FILE_VIEW,
    P.FILE_EDIT,
    P.RIGHTS_RECEIVE,
    P.LOCK_EDIT,
    P.EMERGENCY_OPEN,
    # Only where the person named them in a yes of its own (caseload.access).
    P.COUNSELLING_VIEW,
}
_ALL = (
    Role(
        "employment_specialist",
        _("Employment specialist"),
        _("Goes with a person from the first meeting to the job and as long after it as wanted."),
        Reach.PROGRAM,
        # Who looked: of the people they go along with themselves (privacy.views.looks).
        frozenset(_VOCATIONAL | {P.LOOK_SHOW}),
    ),
    Role(
        "supervisor",
        _("IPS supervisor"),
        _("Leads the specialists of a program: caseloads, cover, sign-off, closures."),
        Reach.PROGRAM,
        frozenset(
            _VOCATIONAL
            | {
                P.REFERRAL_SET_UP,
                P.CASELOAD_VIEW_TEAM,
                P.CASELOAD_ASSIGN,
                P.CASELOAD_VIEW_SHARE,
                P.DUPLICATE_REVIEW,
                P.DEMOGRAPHIC_COUNT,
                P.TIMING_EDIT,
                P.EMPLOYER_CONTACT_SIGN_OFF,
                P.SNIPPET_SHARE,
                P.CORRECTION_UNDO,
                P.STAFF_VIEW,
                P.STAFF_GUIDE,
                P.LEAVE_EDIT,
                P.SHEET_IMPORT,
                P.EXCHANGE_EXPORT,
                P.INDICATOR_VIEW,
                # Never those of people whose worker they are themselves (privacy.access).
                P.RIGHTS_ANSWER,
                # Of those whom they lead, to people whom they open themselves.
                P.ACCESS_DECIDE,
            }
        ),
    ),
    Role(
        "program_manager",
        _("Program manager"),
        _("Answers for a program's work and figures; sees its people's records when needed."),
        Reach.PROGRAM,
        frozenset(
            _SEE
            | {
                P.REFERRAL_VIEW,
                P.DEMOGRAPHIC_COUNT,
                P.CASELOAD_VIEW_TEAM,
                P.EMPLOYER_VIEW,
                P.STAFF_VIEW,
                P.EXCHANGE_EXPORT,
                P.INDICATOR_VIEW,
                P.FILE_VIEW,
                P.RIGHTS_RECEIVE,
                P.PROFILE_VIEW,
                P.ACTION_PLAN_VIEW,
            }
        ),
    ),
    Role(
        "intake",
        _("Intake"),
        _("Receives referrals and hands each to a program, until a specialist is named."),
        Reach.PROGRAM,
        frozenset(
            {P.TODAY_VIEW, P.CLIENT_VIEW, P.REFERRAL_VIEW, P.REFERRAL_CREATE, P.REFERRAL_DECIDE}
            | {P.RIGHTS_RECEIVE}
        ),
    ),
    Role(
        "job_coach",
        _("Job coach"),
        _("Supports a person at their job, for the people assigned to them."),
        Reach.RELATED,
        frozenset({P.TODAY_VIEW, P.CLIENT_VIEW, P.CONTACT_LOG, P.JOB_VIEW, P.RIGHTS_RECEIVE}),
    ),
    Role(
        "job_developer",
        _("Job developer"),
        _("Builds relations with employers; opens people's records only where assigned."),
        Reach.RELATED,
        frozenset(
            {
                P.TODAY_VIEW,
                P.CLIENT_VIEW,
                P.EMPLOYER_VIEW,
                P.EMPLOYER_EDIT,
                P.EMPLOYER_CONTACT_LOG,
                P.SHARE_EDIT,
            }
        ),
    ),
    Role(
        "peer_specialist",
        _("Peer specialist"),
        _(
            "Meets people first, shares hope from own experience, goes along. Does not write the"
            " career profile or plan, develop jobs, decide referrals or close."
        ),
        Reach.PROGRAM,
        frozenset(
            {P.TODAY_VIEW, P.CLIENT_VIEW, P.CASELOAD_VIEW, P.CONTACT_LOG_PEER, P.JOB_VIEW}
            | {P.ACTION_PLAN_VIEW, P.ACTION_PLAN_SUGGEST}
            | {P.RIGHTS_RECEIVE}
        ),
    ),
    Role(
        "occupational_therapist",
        _("Occupational therapist"),
        _("Wellness, skills and accommodations for people of the program."),
        Reach.PROGRAM,
        frozenset(
            _SEE
            | {
                P.CONTACT_LOG,
                P.MEETING_EDIT,
                P.RIGHTS_RECEIVE,
                P.PROFILE_VIEW,
                P.EMERGENCY_OPEN,
                P.COUNSELLING_VIEW,
                P.ACTION_PLAN_VIEW,
                P.ACTION_PLAN_SUGGEST,
            }
        ),
    ),
    Role(
        "clinician",
        _("Clinician"),
        _("Refers people and sees what concerns the people they have a relation with."),
        Reach.RELATED,
        frozenset(
            {P.TODAY_VIEW, P.CLIENT_VIEW, P.REFERRAL_CREATE, P.MEETING_VIEW, P.EMERGENCY_OPEN}
            # Of their own sessions with people of an addiction program (caseload.access).
            | {P.COUNSELLING_VIEW, P.COUNSELLING_WRITE}
        ),
    ),
    Role(
        "benefits_counsellor",
        _("Benefits counsellor"),
        _("Explains what work does to benefits, for the people assigned to them."),
        Reach.RELATED,
        frozenset(
            {P.TODAY_VIEW, P.CLIENT_VIEW, P.JOB_VIEW, P.CONTACT_LOG, P.FILE_VIEW, P.FILE_EDIT}
            | {P.RIGHTS_RECEIVE}
        ),
    ),
    Role(
        "vr_counsellor",
        _("VR counsellor"),
        _("A guest from vocational rehabilitation: only people who agreed to be shared."),
        Reach.RELATED,
        frozenset({P.TODAY_VIEW, P.CLIENT_VIEW}),
        is_guest=True,
    ),
    Role(
        "fidelity_reviewer",
        _("Fidelity reviewer"),
        _("A guest who scores fidelity from evidence; opens no record without an engagement."),
        Reach.RELATED,
        frozenset({P.TODAY_VIEW, P.FIDELITY_SCORE, P.INDICATOR_VIEW}),
        is_guest=True,
    ),
    Role(
        "researcher",
        _("Researcher"),
        _("A guest who works with consented, pseudonymous extracts; opens no record."),
        Reach.NONE,
        frozenset({P.TODAY_VIEW}),
        is_guest=True,
    ),
    Role(
        "agency_admin",
        _("Agency administrator"),
        _("Sets up people, programs and words, and brings data in. Opens no record."),
        Reach.NONE,
        frozenset(
            {P.TODAY_VIEW, P.STAFF_VIEW, P.STAFF_EDIT, P.LEAVE_EDIT, P.AGENCY_EDIT, P.TIMING_EDIT}
            | {P.EXCHANGE_IMPORT, P.SHEET_IMPORT, P.REFERRAL_SET_UP}
            # That a record is let go, by its number: never whose it was (privacy.access).
            | {P.ERASURE_AGREE}
        ),
    ),
    Role(
        "privacy_officer",
        _("Privacy officer"),
        _(
            "Answers for privacy: reads the record of looks, answers what people ask about their"
            " records, exports a person's data on request."
        ),
        Reach.AGENCY,
        frozenset(
            {P.TODAY_VIEW, P.CLIENT_VIEW, P.CONTACT_VIEW, P.JOB_VIEW, P.AUDIT_VIEW, P.STAFF_VIEW}
            | {P.EXCHANGE_EXPORT, P.DUPLICATE_REVIEW, P.CORRECTION_UNDO, P.SEALED_VIEW}
            | {P.FILE_VIEW, P.DEMOGRAPHIC_EXPORT, P.DISCLOSURE_REVIEW}
            | {P.RIGHTS_RECEIVE, P.RIGHTS_ANSWER, P.LOCK_EDIT, P.BREACH_EDIT, P.ACCESS_DECIDE}
            | {P.RETENTION_EDIT, P.ERASURE_AGREE}
            | {P.PROFILE_VIEW, P.LEGAL_VIEW, P.ACTION_PLAN_VIEW}
        ),
        purpose="HOPERAT",
    ),
    Role(
        "state_manager",
        _("State or authority manager"),
        _("Reads published, suppressed figures only."),
        Reach.NONE,
        frozenset({P.TODAY_VIEW, P.INDICATOR_VIEW}),
    ),
    Role(
        "client",
        _("Client"),
        _("The person themselves, once their page exists."),
        Reach.RELATED,
        frozenset(),
        is_guest=True,
        purpose="PATRQT",
    ),
    Role(
        "supporter",
        _("Supporter"),
        _("A family member or friend the client invited: exactly what the client chose."),
        Reach.RELATED,
        frozenset(),
        is_guest=True,
    ),
    # Nobody holds the roles from here on, so no page shows their words.
    Role(
        "anyone",
        "Anyone",
        "A visitor of a public page, who may ask for help for themselves.",
        Reach.NONE,
        frozenset({P.SELF_REFER}),
    ),
    Role(
        "import",
        "Import",
        "The service that brings a package in, one agency at a time.",
        Reach.AGENCY,
        frozenset({P.EXCHANGE_IMPORT}),
    ),
    Role(
        "export",
        "Export",
        "The service that writes an agency's package when its operator asks.",
        Reach.AGENCY,
        frozenset({P.EXCHANGE_EXPORT}),
    ),
    Role(
        "clockmaker",
        "Clocks",
        "The service that works the clocks out again by night, writes meetings that come back, has"
        " files scanned that nobody looked at and asks about looks that deserve a word.",
        Reach.AGENCY,
        frozenset({P.CLOCKS_REBUILD}),
    ),
    Role(
        "matcher",
        "Matcher",
        "The service that looks whether a new person may already be here, and asks a reviewer.",
        Reach.AGENCY,
        frozenset({P.DUPLICATE_FIND}),
    ),
    Role(
        "sealer",
        "Sealer",
        "The service that puts the record of looks into its chain and signs how far it has come.",
        Reach.NONE,
        frozenset(),
    ),
    Role(
        "directory",
        "Directory",
        "An agency's own directory of its staff: says who works here and who no longer does.",
        Reach.NONE,
        frozenset({P.STAFF_EDIT}),
    ),
    Role(
        "setup",
        "Set-up",
        "The operator at the command line: makes the first agency, loads the demonstration.",
        Reach.NONE,
        frozenset({P.AGENCY_EDIT, P.STAFF_EDIT}),
    ),
)

ROLES: MappingProxyType[str, Role] = MappingProxyType({r.slug: r for r in _ALL})


def opens_records(role: str) -> bool:
    """True when a role's holders see anybody at all."""
    row = ROLES.get(role)
    return row is not None and row.reach is not Reach.NONE


def can(role: str, permission: Permission) -> bool:
    """True when the role's row names the permission. An unknown role may do nothing."""
    row = ROLES.get(role)
    return row is not None and permission in row.permissions


def purpose_of(role: str) -> str:
    """What this role opens a record for, unless the screen says something else."""
    return ROLES[role].purpose if role in ROLES else ""
