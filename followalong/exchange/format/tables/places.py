"""Who runs the service: authorities, agencies, programs, sites, teams and staff."""

from .. import codes
from ..schema import Table, code, date, own_id, ref, share, text, timezone, yes_no

AUTHORITY = Table(
    "authority",
    "State, province or other funder above several agencies.",
    (own_id("authority_id", "Id of the authority."), text("name", "Its name.", required=True)),
    key=("authority_id",),
)

AGENCY = Table(
    "agency",
    "Provider of the service.",
    (
        own_id("agency_id", "Id of the agency, unique in the installation."),
        ref("authority_id", "authority", "The authority above it."),
        text("name", "Its name.", required=True),
        code("pack", codes.PACKS, "Jurisdiction pack it works under.", required=True),
        timezone("timezone", "IANA time zone in which its dates are counted.", required=True),
    ),
    key=("agency_id",),
)

PROGRAM = Table(
    "program",
    "Service that an agency runs; only programs of kind ips enter IPS figures.",
    (
        own_id("program_id", "Id of the program."),
        ref("agency_id", "agency", "The agency that runs it.", required=True),
        text("name", "Its name.", required=True),
        code("kind", codes.PROGRAM_KINDS, "What sort of program it is.", required=True),
        code("setting", codes.PROGRAM_SETTINGS, "Where it is embedded."),
        yes_no("video_counts", "Whether a video contact counts as face to face."),
    ),
    key=("program_id",),
)

SITE = Table(
    "site",
    "Place where a program works.",
    (
        own_id("site_id", "Id of the site."),
        ref("agency_id", "agency", "The agency it belongs to.", required=True),
        text("name", "Its name.", required=True),
        text("postal_code", "Postal code or ZIP code."),
    ),
    key=("site_id",),
)

TEAM = Table(
    "team",
    "Treatment team that a specialist joins, or vocational unit.",
    (
        own_id("team_id", "Id of the team."),
        ref("agency_id", "agency", "The agency it belongs to.", required=True),
        text("name", "Its name.", required=True),
        code("kind", codes.TEAM_KINDS, "Clinical team or employment team.", required=True),
    ),
    key=("team_id",),
)

STAFF = Table(
    "staff",
    "Person who works for an agency, in one role.",
    (
        own_id("staff_id", "Id of the staff member."),
        ref("agency_id", "agency", "The agency they work for.", required=True),
        text("given_name", "Given name.", required=True),
        text("family_name", "Family name."),
        text("email", "Work e-mail address."),
        code("role", codes.STAFF_ROLES, "Role at the agency.", required=True),
        ref("program_id", "program", "Program they work in; empty if none or several."),
        share("fte", "Share of full time, above 0 and at most 1."),
        ref("supervisor_id", "staff", "Who supervises them."),
        date("started_on", "First day of work."),
        date("ended_on", "Last day of work."),
    ),
    key=("staff_id",),
    period=("started_on", "ended_on"),
)

STAFF_FTE = Table(
    "staff_fte",
    "History of a staff member's share of full time; one row per person and date.",
    (
        ref("staff_id", "staff", "The staff member.", required=True),
        date("from_on", "First day of this share.", required=True),
        share("fte", "Share of full time, above 0 and at most 1.", required=True),
    ),
    key=("staff_id", "from_on"),
)

LEAVE = Table(
    "leave",
    "Days a staff member was away.",
    (
        ref("staff_id", "staff", "The staff member.", required=True),
        date("from_on", "First day away.", required=True),
        date("to_on", "Last day away.", required=True),
    ),
    key=("staff_id", "from_on", "to_on"),
    period=("from_on", "to_on"),
)
