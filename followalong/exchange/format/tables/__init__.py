"""The 26 tables of the exchange package, in the order in which they are read: parents first."""

from ..schema import Table
from . import contacts, people, places, work

FORMAT_NAME = "followalong-exchange"
FORMAT_VERSION = "1.1.0"

TABLES: tuple[Table, ...] = (
    places.AUTHORITY,
    places.AGENCY,
    places.PROGRAM,
    places.SITE,
    places.TEAM,
    places.STAFF,
    places.STAFF_FTE,
    places.LEAVE,
    people.CLIENT,
    people.DEMOGRAPHIC,
    people.REFERRAL,
    people.ENROLMENT,
    people.ASSIGNMENT,
    people.PAUSE,
    contacts.CONTACT,
    contacts.ADDENDUM,
    contacts.EMPLOYER,
    contacts.EMPLOYER_CONTACT,
    work.JOB,
    work.WAGE,
    work.ACTIVITY,
    places.MEETING,
    places.ATTENDANCE,
    contacts.APPOINTMENT,
    contacts.NEXT_STEP,
    people.CONSENT,
)
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
