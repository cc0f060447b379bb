"""The daily log: contacts, addenda, employers, employer contacts; what is planned."""

from .. import codes
from ..schema import (
    Table,
    clock,
    code,
    date,
    datetime,
    group,
    minutes,
    moment,
    own_id,
    ref,
    text,
    yes_no,
)

CONTACT = Table(
    "contact",
    "Dated service contact, about one person or about none.",
    (
        own_id("contact_id", "Id of the contact."),
        ref("staff_id", "staff", "Who made it.", required=True),
        ref("enrolment_id", "enrolment", "For whom; empty if it is not about one person."),
        moment("started_at", "When it began; a date alone if the hour is unknown.", required=True),
        minutes("minutes", "How long it took."),
        minutes("travel_minutes", "How long the way took."),
        code("mode", codes.CONTACT_MODES, "How."),
        code("location", codes.LOCATIONS, "Where."),
        code("category", codes.CONTACT_CATEGORIES, "What it was about."),
        yes_no("two_way", "Whether the other person answered."),
        text("note", "Note, in the worker's words."),
        datetime("entered_at", "When it was written down."),
        group("Contacts of the same id were one hour with several people."),
        minutes(
            "staff_minutes",
            "The part of the worker’s time that stands in this row, where several people shared"
            " it; empty is read as minutes.",
        ),
    ),
    key=("contact_id",),
)

ADDENDUM = Table(
    "addendum",
    "What was added to a contact's note after it could no longer be edited.",
    (
        ref("contact_id", "contact", "The contact.", required=True),
        ref("staff_id", "staff", "Who added it.", required=True),
        datetime("written_at", "When.", required=True),
        text("note", "What was added.", required=True),
    ),
    key=("contact_id", "staff_id", "written_at", "note"),
)

EMPLOYER = Table(
    "employer",
    "Business that the team knows.",
    (
        own_id("employer_id", "Id of the employer at the agency."),
        ref("agency_id", "agency", "The agency that knows it.", required=True),
        text("name", "Its name.", required=True),
        text("naics", "Industry, as a NAICS code."),
        text("postal_code", "Postal code or ZIP code."),
    ),
    key=("employer_id",),
)

EMPLOYER_CONTACT = Table(
    "employer_contact",
    "Visit or call to an employer. For whom it was made stays inside the agency.",
    (
        own_id("employer_contact_id", "Id of the employer contact."),
        ref("employer_id", "employer", "The employer.", required=True),
        code("made_by", codes.MADE_BY, "Who made it; empty is read as staff."),
        ref("staff_id", "staff", "Who made it; required unless the client made it alone."),
        moment("started_at", "When it began; a date alone if the hour is unknown.", required=True),
        minutes("minutes", "How long it took."),
        code("mode", codes.EMPLOYER_MODES, "How."),
        code("purpose", codes.PURPOSES, "What for."),
        yes_no("hiring_authority", "Whether the person met could hire."),
        ref("enrolment_id", "enrolment", "For whom; empty if for no one in particular."),
        code("disclosed", codes.DISCLOSED, "The most that was said about a person."),
        date("signed_off_on", "Day the supervisor looked at it."),
        text("note", "Note, in the worker's words."),
    ),
    key=("employer_contact_id",),
)

SERIES = Table(
    "series",
    "Meeting that comes back. Each time of it is an appointment of its own.",
    (
        own_id("series_id", "Id of the series."),
        ref("staff_id", "staff", "With whom.", required=True),
        ref("enrolment_id", "enrolment", "For whom."),
        code("every", codes.EVERY, "How often it comes back.", required=True),
        date("first_on", "Day of the first meeting.", required=True),
        date("until_on", "Last day on which it may come; empty while it goes on."),
        clock("at", "At what time, by the agency's clock.", required=True),
        date(
            "written_to_on",
            "Day up to which its appointments are written; later ones are added after an import.",
            required=True,
        ),
        minutes("minutes", "How long it should take."),
        code("kind", codes.CONTACT_CATEGORIES, "What it is about."),
        code("location", codes.LOCATIONS, "Where."),
        text("title", "What for, in the worker's words."),
        group("Series of the same id are one meeting with several people."),
    ),
    key=("series_id",),
)

APPOINTMENT = Table(
    "appointment",
    "Planned meeting.",
    (
        own_id("appointment_id", "Id of the appointment."),
        ref("staff_id", "staff", "With whom.", required=True),
        ref("enrolment_id", "enrolment", "For whom."),
        datetime("starts_at", "When it begins.", required=True),
        minutes("minutes", "How long it should take."),
        code("kind", codes.CONTACT_CATEGORIES, "What it is about."),
        code("location", codes.LOCATIONS, "Where."),
        code("status", codes.APPOINTMENT_STATUSES, "What became of it."),
        text("title", "What for, in the worker's words."),
        group("Appointments of the same id are one meeting with several people."),
        ref("series_id", "series", "The series it comes from."),
        date("series_on", "Day on which the series put it, wherever it was moved since."),
    ),
    key=("appointment_id",),
)

NEXT_STEP = Table(
    "next_step",
    "What someone said they would do next.",
    (
        own_id("next_step_id", "Id of the next step."),
        ref("enrolment_id", "enrolment", "For whom.", required=True),
        text("text", "What will be done.", required=True),
        ref("owner_staff_id", "staff", "Who does it; empty if the person does it."),
        date("due_on", "By when."),
        date("done_on", "Day it was done."),
    ),
    key=("next_step_id",),
)
