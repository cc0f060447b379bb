"""The 32 tables of the exchange package, in the order in which they are read: parents first."""

from ..schema import Table
from . import arriving, contacts, meetings, people, places, work

FORMAT_NAME = "followalong-exchange"
FORMAT_VERSION = "1.2.0"

TABLES: tuple[Table, ...] = (
    places.AUTHORITY,
    places.AGENCY,
    places.PROGRAM,
    places.SITE,
    places.TEAM,
    places.STAFF,
    places.STAFF_FTE,
    places.LEAVE,
    arriving.REFERRAL_LINK,
    arriving.REFERRAL_ROUTE,
    people.CLIENT,
    people.DEMOGRAPHIC,
    people.REFERRAL,
    people.ENROLMENT,
    people.ASSIGNMENT,
    people.PAUSE,
    people.OUTREACH_CHOICE,
    contacts.CONTACT,
    contacts.ADDENDUM,
    contacts.EMPLOYER,
    contacts.EMPLOYER_CONTACT,
    work.JOB,
    work.WAGE,
    work.ACTIVITY,
    meetings.MEETING,
    meetings.ATTENDANCE,
    meetings.MEETING_GUEST,
    contacts.SERIES,
    contacts.APPOINTMENT,
    contacts.NEXT_STEP,
    meetings.MEETING_NOTE,
    people.CONSENT,
)
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
