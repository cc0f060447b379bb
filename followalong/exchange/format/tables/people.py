"""The people served: clients, what they told about themselves, referrals, enrolments, consents."""

from .. import codes
from ..schema import Table, code, date, number, own_id, ref, text, yes_no

CLIENT = Table(
    "client",
    "Person who uses, or asked for, a program.",
    (
        own_id("client_id", "Id of the person at the agency."),
        ref("agency_id", "agency", "The agency that owns the record.", required=True),
        text(
            "given_name",
            "Given name, or what the person is called when nothing else is known.",
            required=True,
        ),
        text("family_name", "Family name."),
        text("preferred_name", "Name the person goes by."),
        text("pronouns", "Pronouns the person uses."),
        date("born_on", "Date of birth."),
        text("language", "Language the person prefers."),
        text("postal_code", "Postal code or ZIP code."),
        text("phone", "Telephone number."),
        text("email", "E-mail address."),
        yes_no("ok_to_text", "Whether text messages are welcome."),
        text("safe_contact", "How and when it is safe to reach the person."),
        text("emergency_contact", "Whom to reach in an emergency, in the person's words."),
        ref("treatment_team_id", "team", "The person's clinical team."),
        text("authority_ref", "Reference issued by the authority, for unduplicated counts."),
    ),
    key=("client_id",),
)

DEMOGRAPHIC = Table(
    "demographic",
    "What a person said about themselves; several answers allowed, each may be refused.",
    (
        ref("client_id", "client", "The person.", required=True),
        code("kind", codes.DEMOGRAPHIC_KINDS, "What was asked.", required=True),
        text("code", "Answer, from the list of the agency's pack."),
        text("self_described", "Answer in the person's own words."),
        yes_no("declined", "Whether the person preferred not to answer."),
        date("asked_on", "Day it was asked."),
    ),
    key=("client_id", "kind", "code", "self_described", "asked_on"),
)

REFERRAL = Table(
    "referral",
    "Request to join a program, from anyone including the person.",
    (
        own_id("referral_id", "Id of the referral."),
        ref("client_id", "client", "Who would join.", required=True),
        ref("program_id", "program", "The program asked for.", required=True),
        date("received_on", "Day it arrived.", required=True),
        code("source", codes.REFERRAL_SOURCES, "Who referred.", required=True),
        code("decision", codes.REFERRAL_DECISIONS, "What came of it; empty is read as pending."),
        date("decided_on", "Day of the decision."),
        code("decline_reason", codes.DECLINE_REASONS, "Why the program could not say yes."),
    ),
    key=("referral_id",),
)

ENROLMENT = Table(
    "enrolment",
    "Participation in a program. Coming back later is a new enrolment.",
    (
        own_id("enrolment_id", "Id of the enrolment."),
        ref("client_id", "client", "Who takes part.", required=True),
        ref("program_id", "program", "In which program.", required=True),
        ref("referral_id", "referral", "The referral it came from."),
        ref("specialist_id", "staff", "Present or last employment specialist."),
        date("entered_on", "First day: the first meeting, when the person agreed.", required=True),
        code("work_status_at_entry", codes.WORK_STATUSES, "Work status on that day."),
        date("exited_on", "Last day; empty while it goes on."),
        code("exit_reason", codes.EXIT_REASONS, "Why it ended."),
    ),
    key=("enrolment_id",),
    period=("entered_on", "exited_on"),
)

ASSIGNMENT = Table(
    "assignment",
    "Who held an enrolment from when to when; without rows, the specialist for all its time.",
    (
        ref("enrolment_id", "enrolment", "The enrolment.", required=True),
        ref("staff_id", "staff", "Who held it.", required=True),
        date("from_on", "First day.", required=True),
        date("to_on", "Last day; empty while it goes on."),
    ),
    key=("enrolment_id", "staff_id", "from_on"),
    period=("from_on", "to_on"),
)

PAUSE = Table(
    "pause",
    "Time in which clocks rest because the person asked or is away.",
    (
        ref("enrolment_id", "enrolment", "The enrolment.", required=True),
        date("from_on", "First day.", required=True),
        date("to_on", "Last day; empty while it goes on."),
        code("reason", codes.PAUSE_REASONS, "Why."),
    ),
    key=("enrolment_id", "from_on"),
    period=("from_on", "to_on"),
)

_WAY = f"({'|'.join(codes.WAYS)})"

OUTREACH_CHOICE = Table(
    "outreach_choice",
    "What a person said we may do if we lose touch, and when we stop; one holds at a time.",
    (
        own_id("outreach_choice_id", "Id of the choice."),
        ref("enrolment_id", "enrolment", "Whose.", required=True),
        ref("staff_id", "staff", "Who wrote it down."),
        date("from_on", "First day it holds.", required=True),
        date("to_on", "Last day it held; empty while it holds."),
        text(
            "ways",
            f"Ways that are welcome, with blanks between them; {codes.WAIT} alone: none, we wait.",
            required=True,
            pattern=f"{codes.WAIT}|{_WAY}( {_WAY})*",
        ),
        text("ask_whom", "Whom we may ask."),
        number("stop_after_weeks", "Stop after so many weeks.", at_most=1_000),
        number("stop_after_tries", "Stop after so many tries.", at_most=1_000),
        text("in_their_words", "What the person said."),
    ),
    key=("outreach_choice_id",),
    period=("from_on", "to_on"),
)

CONSENT = Table(
    "consent",
    "What a person agreed to, with whom, from when to when; each revocable on its own.",
    (
        own_id("consent_id", "Id of the consent."),
        ref("client_id", "client", "Who agreed.", required=True),
        code("type", codes.CONSENT_TYPES, "What it is about.", required=True),
        text("recipient", "With whom."),
        ref("employer_id", "employer", "One employer; empty for any employer."),
        text(
            "topic",
            "For EMPLOYER the most that may be said: unnamed, name, service or more; "
            "empty matches nothing.",
        ),
        date("signed_on", "Day the person agreed.", required=True),
        date("expires_on", "Last day it holds."),
        date("revoked_on", "Day the person took it back."),
    ),
    key=("consent_id",),
)
