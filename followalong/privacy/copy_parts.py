"""What a copy of somebody's record holds, table by table, and what it leaves out and why.

A part is a table, its day, and what each column is called for the person. Every table about people
is either here or in `LEFT_OUT`: a guard looks. What the one who makes the copy may not open is not
in it either; the copy says so.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """What it is called, where it is, and the code list that says it in words."""

    says: object
    path: str
    listed: str = ""


@dataclass(frozen=True)
class Part:
    model: str
    title: object
    day: str
    columns: tuple[Column, ...]
    only: tuple[tuple[str, object], ...] = ()


C = Column
_WHO = (C(_("Written by"), "membership__given_name"),)
_NEWEST = (("is_latest", True), ("is_gone", False))
PARTS = (
    Part(
        "clients.Client",
        _("About you"),
        "born_on",
        (
            C(_("First name"), "given_name"),
            C(_("Last name"), "family_name"),
            C(_("Name to use"), "preferred_name"),
            C(_("Pronouns"), "pronouns"),
            C(_("Language"), "language"),
            C(_("Postal code"), "postal_code"),
            C(_("Phone"), "phone"),
            C(_("E-mail address"), "email"),
            C(_("Safe ways to be in touch"), "safe_contact"),
            C(_("In an emergency"), "emergency_contact"),
            C(_("Treatment team"), "treatment_team__name"),
        ),
    ),
    Part(
        "clients.Referral",
        _("How you came here"),
        "received_on",
        (
            C(_("Program"), "program__name"),
            C(_("Who asked"), "source", "referral.source"),
            C(_("Why"), "reason"),
            C(_("Answer"), "decision", "referral.decision"),
            C(_("Reason"), "decline_reason", "referral.decline_reason"),
            C(_("About the answer"), "decision_note"),
            C(_("What was talked about"), "talk_note"),
        ),
    ),
    Part(
        "clients.Enrolment",
        _("Your time in programs"),
        "entered_on",
        (
            C(_("Program"), "program__name"),
            C(_("Until"), "exited_on"),
            C(_("Why it ended"), "exit_reason", "enrolment.exit_reason"),
            C(_("In words"), "exit_note"),
        ),
    ),
    Part(
        "clients.Consent",
        _("What you said yes to"),
        "signed_on",
        (
            C(_("What for"), "type", "consent.type"),
            C(_("For whom"), "recipient"),
            C(_("The most that may be said"), "topic", "consent.topic"),
            C(_("How"), "method", "consent.method"),
            C(_("In your words"), "in_their_words"),
            C(_("Until"), "expires_on"),
            C(_("Taken back on"), "revoked_on"),
        ),
    ),
    Part(
        "clients.DisclosureChoice",
        _("What you decided about employers"),
        "talked_on",
        (
            C(_("The most that may be said"), "topic", "consent.topic"),
            C(_("What"), "what"),
            C(_("To whom"), "to_whom"),
            C(_("When"), "when"),
            C(_("How it might help"), "might_help"),
            C(_("How it might hurt"), "might_hurt"),
            C(_("Words to use"), "words_to_use"),
            C(_("Words not to use"), "words_not_to_use"),
        ),
    ),
    Part(
        "clients.Lock",
        _("What you had locked away"),
        "asked_on",
        (C(_("In your words"), "words"), C(_("Lifted on"), "lifted_on")),
    ),
    Part(
        "clients.OutreachChoice",
        _("If we lose touch"),
        "from_on",
        (
            C(_("What we may do"), "ways", "outreach.way"),
            C(_("Whom we may ask"), "ask_whom"),
            C(_("In your words"), "in_their_words"),
        ),
    ),
    Part(
        "clients.ClientFile",
        _("Files; ask for a copy of any"),
        "added_on",
        (C(_("What it is"), "kind", "file.kind"), C(_("Name"), "title")),
    ),
    Part(
        "caseload.Contact",
        _("When we were in touch"),
        "started_on",
        (
            C(_("How"), "mode", "contact.mode"),
            C(_("About"), "category", "contact.category"),
            C(_("What was written"), "note"),
            *_WHO,
        ),
    ),
    Part(
        "caseload.Addendum",
        _("Added to that later"),
        "written_at",
        (C(_("What was written"), "note"), *_WHO),
    ),
    Part(
        "clients.Disagreement",
        _("What you do not agree with"),
        "said_on",
        (C(_("In your words"), "words"),),
    ),
    Part(
        "caseload.Appointment",
        _("Meetings"),
        "starts_on",
        (C(_("About"), "title"), C(_("How it went"), "status", "appointment.status"), *_WHO),
    ),
    Part(
        "caseload.NextStep",
        _("Next steps"),
        "due_on",
        (C(_("What"), "text"), C(_("Done on"), "done_on")),
    ),
    Part(
        "caseload.MeetingNote",
        _("What team meetings wrote about you"),
        "meeting__held_on",
        (C(_("What was written"), "text"), *_WHO),
    ),
    Part(
        "caseload.NotNow",
        _("What you did not want then"),
        "from_on",
        (C(_("In your words"), "in_their_words"), C(_("Until"), "until_on")),
    ),
    Part(
        "planning.ProfilePart",
        _("Career profile"),
        "written_on",
        (C(_("What you said"), "said"), C(_("What we noted"), "noted")),
        _NEWEST,
    ),
    Part(
        "planning.PastJob",
        _("Jobs before"),
        "written_on",
        (
            C(_("Job"), "title"),
            C(_("Employer"), "employer"),
            C(_("What you liked"), "liked"),
            C(_("What you did not like"), "disliked"),
            C(_("Why it ended"), "left_because"),
        ),
        _NEWEST,
    ),
    Part(
        "planning.Credential",
        _("Certificates"),
        "written_on",
        (C(_("Name"), "title"), C(_("Where"), "place"), C(_("Until"), "expires_on")),
        _NEWEST,
    ),
    Part(
        "planning.Need",
        _("What helps you at work"),
        "written_on",
        (C(_("What you said"), "said"), C(_("What helps"), "helps")),
        _NEWEST,
    ),
    Part(
        "planning.LegalHistory",
        _("Legal history, as you told it"),
        "written_on",
        (C(_("What you said"), "said"), C(_("How you explain it"), "explains")),
        _NEWEST,
    ),
    Part(
        "planning.ActionPlan",
        _("Action plan"),
        "written_on",
        (
            C(_("Goal"), "goal"),
            C(_("Why"), "why"),
            C(_("Strengths"), "strengths"),
            C(_("Supports"), "supports"),
            C(_("In your words"), "agreed_words"),
        ),
        _NEWEST,
    ),
    Part(
        "planning.Resume",
        _("Résumé"),
        "written_on",
        (C(_("In words"), "summary"),),
        _NEWEST,
    ),
    Part(
        "planning.PlanReview",
        _("When we looked at the plan"),
        "reviewed_on",
        (C(_("What you said"), "said"),),
    ),
    Part(
        "matching.OpeningAnswer",
        _("What you said about work that may be had"),
        "written_on",
        (
            C(_("Job"), "opening__title"),
            C(_("Employer"), "opening__employer__employer__name"),
            C(_("Answer"), "answer"),
            C(_("What you said"), "words"),
        ),
        _NEWEST,
    ),
    Part(
        "employers.EmployerContact",
        _("Visits and calls to employers about you"),
        "started_on",
        (
            C(_("Employer"), "employer__employer__name"),
            C(_("Why"), "purpose", "employer_contact.purpose"),
            C(_("What was said of you"), "disclosed", "employer_contact.disclosed"),
            C(_("What was written"), "note"),
            *_WHO,
        ),
    ),
    Part(
        "jobs.Job",
        _("Jobs"),
        "started_on",
        (
            C(_("Job"), "title"),
            C(_("Employer"), "employer__employer__name"),
            C(_("Hours per week"), "hours_per_week"),
            C(_("Hourly pay"), "hourly_wage"),
            C(_("In your words"), "own_words"),
            C(_("Until"), "ended_on"),
            C(_("Why it ended"), "end_reason", "job.end_reason"),
            C(_("In words"), "end_words"),
            C(_("What was learned"), "learned"),
        ),
    ),
    Part(
        "jobs.Activity",
        _("Courses and other activities"),
        "started_on",
        (
            C(_("What"), "kind", "activity.kind"),
            C(_("Name"), "title"),
            C(_("Until"), "ended_on"),
        ),
    ),
    Part(
        "privacy.Share",
        _("What was sent to somebody about you"),
        "sent_on",
        (C(_("To whom"), "recipient"), C(_("What was written"), "body")),
        (("sent_on__isnull", False),),
    ),
    Part(
        "privacy.RightsRequest",
        _("What you asked about your record"),
        "asked_on",
        (
            C(_("What"), "kind", "rights_request.kind"),
            C(_("In your words"), "words"),
            C(_("What became of it"), "outcome", "rights_request.outcome"),
            C(_("Answer"), "answer"),
        ),
    ),
)
WORKED_OUT = _("What the program works out from the rest: days to be reminded of, counts, marks")
OF_OTHERS = _(
    "What is about other people or colleagues too: who worked with whom, possible mix-ups"
)
ASK_FOR_IT = _("Who looked, and what left the program: each has a list of its own. Ask for it")
KEPT_OR_NOT = _("Whether something must keep your record, and what was asked about letting it go")
TAKEN_OFF = _("What was taken off your record because it did not belong there")
SECRETS = _("Secrets that open pages")
TOLD_ONCE = _(
    "What you said about yourself for counting, and answers of the first talk: ask for it"
)
HELD_BACK = _("What the law lets us hold back: where it would stand, the reason stands instead")
ALREADY = _("Copies that you were given before")
EARLIER = _("Earlier wordings and smaller parts of what is above: ask for them")
# Parts whose entries somebody may have locked away, disagree with or ask to have put right.
SPOKEN_OF = {part.model for part in PARTS} - {
    "clients.Client",
    "clients.Lock",
    "clients.Disagreement",
    "privacy.RightsRequest",
}
NOT_OPENED = _("What is a peer’s own note, and what whoever made this copy may not open")
INVITES = _(
    "What is written here about you, in the words in which it was written. If something is wrong or"
    " you see it otherwise, say so: it is put right, or your words are put beside it."
)
KEPT_APART = _(
    "What a counsellor keeps apart about sessions, if there is anything: ask them to show it to you"
)
LEFT_OUT = {
    "caseload.CounsellingNote": KEPT_APART,
    "caseload.Milestone": WORKED_OUT,
    "caseload.Clock": WORKED_OUT,
    "caseload.Series": WORKED_OUT,
    "clients.Facet": WORKED_OUT,
    "clients.PeerMeeting": EARLIER,
    "jobs.Wage": EARLIER,
    "planning.OptionsTalk": EARLIER,
    "planning.PlanSuggestion": EARLIER,
    "planning.JobPreference": EARLIER,
    "clients.Demographic": TOLD_ONCE,
    "clients.EligibilityAnswer": TOLD_ONCE,
    "clients.Relation": OF_OTHERS,
    "clients.Assignment": OF_OTHERS,
    "clients.PossibleDuplicate": OF_OTHERS,
    "clients.Correction": TAKEN_OFF,
    "clients.Stopped": TAKEN_OFF,
    "clients.EmergencyLook": ASK_FOR_IT,
    "privacy.BreachPerson": ASK_FOR_IT,
    "privacy.LookQuestion": ASK_FOR_IT,
    "privacy.LookFlag": ASK_FOR_IT,
    "privacy.Erasure": KEPT_OR_NOT,
    "privacy.LegalHold": KEPT_OR_NOT,
    "privacy.OwnLink": SECRETS,
    "privacy.GivenCopy": ALREADY,
    "privacy.HeldBack": HELD_BACK,
}
