"""What one row of a spreadsheet may be about, and the columns each kind of row may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from django.utils.translation import gettext_noop as _


class Reads(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    ID = "id"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    BORN = "born"
    DAY = "day"
    CLOCK = "clock"
    YES_NO = "yes_no"
    HOURS = "hours"
    MONEY = "money"
    MINUTES = "minutes"
    CODE = "code"
    STAFF = "staff"
    PROGRAM = "program"
    TEAM = "team"


# Read by looking the words up: what is not known is asked about once for all its rows.
LOOKED_UP = frozenset([Reads.CODE, Reads.STAFF, Reads.PROGRAM, Reads.TEAM])
DAYS = frozenset([Reads.BORN, Reads.DAY])


@dataclass(frozen=True)
class Field:
    """One column a spreadsheet may have. `codes` is a code list; `group` what it is about."""

    key: str
    label: str
    reads: Reads
    group: str
    codes: str = ""


@dataclass(frozen=True)
class Kind:
    """What one row is about."""

    key: str
    label: str
    description: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields)


PERSON, PART, WORK = _("The person"), _("Their part in the program"), _("Their job")
MEETING, BUSINESS = _("The contact"), _("The employer")

_WHO = (
    Field("client_id", _("Their number in your system"), Reads.ID, PERSON),
    Field("full_name", _("Whole name in one cell"), Reads.NAME, PERSON),
    Field("given_name", _("First name"), Reads.TEXT, PERSON),
    Field("family_name", _("Last name"), Reads.TEXT, PERSON),
)
_PROGRAM = Field("program", _("Program"), Reads.PROGRAM, PART)
_STAFF = Field("staff", _("Who made the contact"), Reads.STAFF, MEETING)
_EMPLOYER = (
    Field("employer_id", _("The employer's number in your system"), Reads.ID, BUSINESS),
    Field("employer", _("Employer"), Reads.TEXT, BUSINESS),
)

PEOPLE = Kind(
    "people",
    _("A person in the program"),
    _("Who they are, since when they take part, and a job if they have one."),
    (
        *_WHO,
        Field("preferred_name", _("Name to use"), Reads.TEXT, PERSON),
        Field("pronouns", _("Pronouns"), Reads.TEXT, PERSON),
        Field("born_on", _("Date of birth"), Reads.BORN, PERSON),
        Field("language", _("Language"), Reads.TEXT, PERSON),
        Field("postal_code", _("Postal code"), Reads.TEXT, PERSON),
        Field("phone", _("Phone"), Reads.PHONE, PERSON),
        Field("email", _("E-mail address"), Reads.EMAIL, PERSON),
        Field("ok_to_text", _("OK to text"), Reads.YES_NO, PERSON),
        Field("safe_contact", _("How and when to reach safely"), Reads.TEXT, PERSON),
        Field("emergency_contact", _("Emergency contact"), Reads.TEXT, PERSON),
        Field("team", _("Treatment team"), Reads.TEAM, PERSON),
        Field("authority_ref", _("Reference of the state or funder"), Reads.TEXT, PERSON),
        _PROGRAM,
        Field("specialist", _("Employment specialist"), Reads.STAFF, PART),
        Field("referred_on", _("Day of the referral"), Reads.DAY, PART),
        Field("source", _("Who referred"), Reads.CODE, PART, "referral.source"),
        Field("entered_on", _("First day in the program"), Reads.DAY, PART),
        Field(
            "work_status",
            _("Work status at the start"),
            Reads.CODE,
            PART,
            "enrolment.work_status_at_entry",
        ),
        Field("exited_on", _("Last day in the program"), Reads.DAY, PART),
        Field("exit_reason", _("Why it ended"), Reads.CODE, PART, "enrolment.exit_reason"),
        Field("employer", _("Employer"), Reads.TEXT, WORK),
        Field("job_title", _("Job title"), Reads.TEXT, WORK),
        Field("job_started_on", _("First day of work"), Reads.DAY, WORK),
        Field("job_ended_on", _("Last day of work"), Reads.DAY, WORK),
        Field("end_reason", _("Why the job ended"), Reads.CODE, WORK, "job.end_reason"),
        Field("hours_per_week", _("Hours a week"), Reads.HOURS, WORK),
        Field("hourly_wage", _("Pay per hour"), Reads.MONEY, WORK),
        Field("permanent", _("A job without an end date"), Reads.YES_NO, WORK),
    ),
)
CONTACTS = Kind(
    "contacts",
    _("A contact with a person"),
    _("Visits, calls and messages with people who are already here."),
    (
        Field("contact_id", _("The contact's number in your system"), Reads.ID, MEETING),
        *_WHO,
        _PROGRAM,
        _STAFF,
        Field("started_on", _("Day"), Reads.DAY, MEETING),
        Field("started_at", _("Time"), Reads.CLOCK, MEETING),
        Field("minutes", _("How long"), Reads.MINUTES, MEETING),
        Field("travel_minutes", _("How long the way took"), Reads.MINUTES, MEETING),
        Field("mode", _("How"), Reads.CODE, MEETING, "contact.mode"),
        Field("location", _("Where"), Reads.CODE, MEETING, "contact.location"),
        Field("category", _("What it was about"), Reads.CODE, MEETING, "contact.category"),
        Field("two_way", _("They answered"), Reads.YES_NO, MEETING),
        Field("note", _("Note"), Reads.TEXT, MEETING),
    ),
)
EMPLOYERS = Kind(
    "employers",
    _("An employer"),
    _("Businesses that the team knows."),
    (
        *_EMPLOYER,
        Field("naics", _("Industry code (NAICS)"), Reads.TEXT, BUSINESS),
        Field("postal_code", _("Postal code"), Reads.TEXT, BUSINESS),
    ),
)
EMPLOYER_CONTACTS = Kind(
    "employer_contacts",
    _("A contact with an employer"),
    _("Visits and calls to employers, with the employer's name in each row."),
    (
        Field("contact_id", _("The contact's number in your system"), Reads.ID, MEETING),
        *_EMPLOYER,
        _STAFF,
        Field("started_on", _("Day"), Reads.DAY, MEETING),
        Field("started_at", _("Time"), Reads.CLOCK, MEETING),
        Field("minutes", _("How long"), Reads.MINUTES, MEETING),
        Field("mode", _("How"), Reads.CODE, MEETING, "employer_contact.mode"),
        Field("purpose", _("What for"), Reads.CODE, MEETING, "employer_contact.purpose"),
        Field("hiring_authority", _("Met someone who can hire"), Reads.YES_NO, MEETING),
        Field("note", _("Note"), Reads.TEXT, MEETING),
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.key: kind for kind in (PEOPLE, CONTACTS, EMPLOYERS, EMPLOYER_CONTACTS)}
)
