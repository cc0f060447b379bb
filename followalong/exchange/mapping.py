"""Which column of the exchange package is which field, in both directions.

One table of declarations serves import, export and the comparison between them, so that a round
trip cannot differ by accident. `refs` point to rows of other tables; `moment` is a column that
is a date-time or a date alone, kept as `_at` and `_on`.
"""

from dataclasses import dataclass, field

from followalong.agencies.base import RecordModel
from followalong.agencies.models import Leave, Membership, Program, Site, StaffFte, Team
from followalong.caseload.models import (
    Addendum,
    Appointment,
    Attendance,
    Contact,
    Meeting,
    MeetingGuest,
    MeetingNote,
    NextStep,
    Series,
)
from followalong.clients.models import (
    Assignment,
    Client,
    Consent,
    Demographic,
    Enrolment,
    Facet,
    OutreachChoice,
    Referral,
    ReferralLink,
    ReferralRoute,
)
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.exchange.format import TABLE, Table
from followalong.jobs.models import Activity, Job, Wage


@dataclass(frozen=True)
class Mapping:
    """One table of the package and the model it is kept in."""

    model: type[RecordModel]
    refs: dict[str, tuple[str, str]] = field(default_factory=dict)  # column: (attname, table)
    moment: str = ""
    renamed: dict[str, str] = field(default_factory=dict)  # column: attname
    only: dict[str, object] = field(default_factory=dict)  # which rows of the model
    parent: str = ""  # the reference that names whose row it is, where rows have no id
    has_label: bool = True
    has_client: bool = True
    own_zone: str = ""  # column whose local date is kept beside it
    lists: frozenset[str] = frozenset()  # columns that hold several codes, with blanks between
    flags: dict[str, str] = field(default_factory=dict)  # column: the code that means yes
    needs: str = ""  # what a row must have to have a place in the package

    def attname(self, column: str) -> str:
        return self.renamed.get(column, column)


STAFF = ("membership_id", "staff")
ENROLMENT = ("enrolment_id", "enrolment")
CLIENT = ("client_id", "client")
PROGRAM = ("program_id", "program")
SITE = ("site_id", "site")
PLACE = {"has_label": False, "has_client": False}

MAPPINGS: dict[str, Mapping] = {
    "program": Mapping(Program, **PLACE),
    "site": Mapping(Site, **PLACE),
    "team": Mapping(Team, **PLACE),
    "staff": Mapping(
        Membership,
        refs={
            "program_id": PROGRAM,
            "supervisor_id": ("supervisor_id", "staff"),
        },
        **PLACE,
    ),
    "staff_fte": Mapping(StaffFte, refs={"staff_id": STAFF}, parent="staff_id", **PLACE),
    "leave": Mapping(Leave, refs={"staff_id": STAFF}, parent="staff_id", **PLACE),
    "referral_link": Mapping(
        ReferralLink,
        refs={
            "program_id": PROGRAM,
            "site_id": SITE,
            "made_by_staff_id": ("made_by_id", "staff"),
            "ended_by_staff_id": ("ended_by_id", "staff"),
        },
        **PLACE,
    ),
    "referral_route": Mapping(
        ReferralRoute,
        refs={
            "program_id": PROGRAM,
            "site_id": SITE,
            "staff_id": STAFF,
            "peer_staff_id": ("peer_id", "staff"),
        },
        **PLACE,
    ),
    "client": Mapping(
        Client, refs={"treatment_team_id": ("treatment_team_id", "team")}, has_client=False
    ),
    "demographic": Mapping(Demographic, refs={"client_id": CLIENT}, parent="client_id"),
    "referral": Mapping(Referral, refs={"client_id": CLIENT, "program_id": PROGRAM}),
    "enrolment": Mapping(
        Enrolment,
        refs={
            "client_id": CLIENT,
            "program_id": PROGRAM,
            "referral_id": ("referral_id", "referral"),
            "specialist_id": ("specialist_id", "staff"),
        },
    ),
    "assignment": Mapping(
        Assignment, refs={"enrolment_id": ENROLMENT, "staff_id": STAFF}, parent="enrolment_id"
    ),
    "pause": Mapping(
        Facet, refs={"enrolment_id": ENROLMENT}, parent="enrolment_id", only={"kind": "PAUSED"}
    ),
    "outreach_choice": Mapping(
        OutreachChoice,
        refs={"enrolment_id": ENROLMENT, "staff_id": STAFF},
        lists=frozenset({"ways"}),
    ),
    "contact": Mapping(
        Contact, refs={"staff_id": STAFF, "enrolment_id": ENROLMENT}, moment="started_at"
    ),
    "addendum": Mapping(
        Addendum,
        refs={"contact_id": ("contact_id", "contact"), "staff_id": STAFF},
        parent="contact_id",
    ),
    "employer": Mapping(AgencyEmployer, **PLACE),
    "employer_contact": Mapping(
        EmployerContact,
        refs={
            "employer_id": ("employer_id", "employer"),
            "staff_id": STAFF,
            "enrolment_id": ENROLMENT,
        },
        moment="started_at",
    ),
    "job": Mapping(
        Job, refs={"enrolment_id": ENROLMENT, "employer_id": ("employer_id", "employer")}
    ),
    "wage": Mapping(Wage, refs={"job_id": ("job_id", "job")}, parent="job_id"),
    "activity": Mapping(Activity, refs={"enrolment_id": ENROLMENT}),
    "meeting": Mapping(
        Meeting,
        refs={"team_id": ("team_id", "team"), "program_id": PROGRAM},
        renamed={"state": "is_planned", "repeats": "is_weekly"},
        flags={"state": "planned", "repeats": "weekly"},
        **PLACE,
    ),
    "attendance": Mapping(
        Attendance,
        refs={"meeting_id": ("meeting_id", "meeting"), "staff_id": STAFF},
        parent="meeting_id",
        **PLACE,
    ),
    "meeting_guest": Mapping(
        MeetingGuest,
        refs={"meeting_id": ("meeting_id", "meeting")},
        parent="meeting_id",
        **PLACE,
    ),
    "series": Mapping(Series, refs={"staff_id": STAFF, "enrolment_id": ENROLMENT}),
    "appointment": Mapping(
        Appointment,
        refs={
            "staff_id": STAFF,
            "enrolment_id": ENROLMENT,
            "series_id": ("series_id", "series"),
        },
        own_zone="starts_at",
    ),
    "next_step": Mapping(
        NextStep, refs={"enrolment_id": ENROLMENT, "owner_staff_id": ("owner_id", "staff")}
    ),
    "meeting_note": Mapping(
        MeetingNote,
        refs={
            "meeting_id": ("meeting_id", "meeting"),
            "enrolment_id": ENROLMENT,
            "staff_id": STAFF,
            "next_step_id": ("step_id", "next_step"),
        },
        needs="enrolment",
    ),
    "consent": Mapping(
        Consent, refs={"client_id": CLIENT, "employer_id": ("employer_id", "employer")}
    ),
}

# Tables that rows of the package refer to.
REFERRED_TO = frozenset(
    to for mapping in MAPPINGS.values() for _attname, to in mapping.refs.values()
)

# Columns that the shared employer row holds, beside the agency's own row.
SHARED_EMPLOYER = ("name", "naics", "postal_code")


def plain_columns(name: str) -> list[str]:
    """The columns of a table that are values, not ids, references or the moment."""
    table: Table = TABLE[name]
    mapping = MAPPINGS[name]
    own = {table.key[0]} if table.has_id else set()
    apart = own | set(mapping.refs) | {mapping.moment, "agency_id"}
    return [c for c in table.names if c not in apart]
