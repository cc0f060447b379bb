"""Service contacts, what is planned, and the clocks that warn (and never block)."""

from followalong.caseload.models.clocks import Clock, Milestone, NotNow
from followalong.caseload.models.contacts import Addendum, Contact, Draft
from followalong.caseload.models.counselling import CounsellingNote
from followalong.caseload.models.meetings import Attendance, Meeting, MeetingGuest, MeetingNote
from followalong.caseload.models.plans import Appointment, NextStep, Series
from followalong.caseload.models.saved_views import SavedView
from followalong.caseload.models.snippets import Snippet

__all__ = [
    "Addendum",
    "Appointment",
    "Attendance",
    "Clock",
    "Contact",
    "CounsellingNote",
    "Draft",
    "Meeting",
    "MeetingGuest",
    "MeetingNote",
    "Milestone",
    "NextStep",
    "SavedView",
    "NotNow",
    "Series",
    "Snippet",
]
