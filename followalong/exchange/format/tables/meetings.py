"""Team meetings: when, who was there, and what was said about whom."""

from .. import codes
from ..schema import Table, clock, code, date, own_id, ref, text

MEETING = Table(
    "meeting",
    "Meeting of a treatment team, the vocational unit, or another kind that fidelity looks at.",
    (
        own_id("meeting_id", "Id of the meeting."),
        ref("agency_id", "agency", "The agency it belongs to.", required=True),
        code("type", codes.MEETING_TYPES, "What sort of meeting it was.", required=True),
        date("held_on", "Day it was held, or is planned for.", required=True),
        ref("team_id", "team", "The team that met."),
        ref("program_id", "program", "The program whose meeting it is."),
        clock("at", "At what time, by the agency's clock."),
        code("state", codes.MEETING_STATES, "Planned, and not held yet; empty if it was held."),
        code("repeats", codes.MEETING_REPEATS, "Whether it comes back; empty if it does not."),
        text("decisions", "What was decided for all."),
        date("closed_on", "Day its minutes were closed."),
    ),
    key=("meeting_id",),
)

ATTENDANCE = Table(
    "attendance",
    "Who came to a meeting.",
    (
        ref("meeting_id", "meeting", "The meeting.", required=True),
        ref("staff_id", "staff", "Who came.", required=True),
    ),
    key=("meeting_id", "staff_id"),
)

MEETING_GUEST = Table(
    "meeting_guest",
    "Somebody from outside who came to a meeting.",
    (
        ref("meeting_id", "meeting", "The meeting.", required=True),
        text("name", "Who came.", required=True),
    ),
    key=("meeting_id", "name"),
)

MEETING_NOTE = Table(
    "meeting_note",
    "What a meeting said or decided about one person.",
    (
        own_id("meeting_note_id", "Id of the note."),
        ref("meeting_id", "meeting", "The meeting.", required=True),
        ref("enrolment_id", "enrolment", "About whom.", required=True),
        ref("staff_id", "staff", "Who wrote it.", required=True),
        text("text", "What was said; required unless a next step came of it."),
        ref("next_step_id", "next_step", "The next step that came of it."),
    ),
    key=("meeting_note_id",),
)
