"""Team meetings: planned, held, closed; what was said about whom, and what comes of it."""

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.models import Membership, Program, Team
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.caseload.actions.steps import add_next_step, drop_next_step
from followalong.caseload.models import Attendance, Meeting, MeetingGuest, MeetingNote
from followalong.clients.models import Client, Enrolment
from followalong.core.actor import Actor

WEEK = timedelta(days=7)
CALLED_OFF, TAKEN_BACK, NOT_THERE = "called_off", "taken_back", "not_there"


class MeetingRefused(ValueError):
    """A team meeting that can't be planned or changed as it was given; its text says why."""


class MeetingChanged(ValueError):
    """Somebody else saved the meeting in the meantime; `stored` is how it stands now."""

    def __init__(self, stored: Meeting) -> None:
        super().__init__(
            _("Someone else saved this meeting in the meantime. Yours is still below; look again.")
        )
        self.stored = stored


@transaction.atomic
def plan_team_meeting(
    *,
    by: Actor,
    type: str,
    held_on: date,
    at: time | None = None,
    team: Team | None = None,
    program: Program | None = None,
    is_weekly: bool = False,
) -> Meeting:
    """A meeting to come, or one of today. Raises MeetingRefused when that day has one already."""
    same = {"type": type, "team": team, "program": program}
    if Meeting.objects.filter(held_on=held_on, **same).exists():
        raise MeetingRefused(_("This meeting is planned for that day already."))
    meeting = Meeting(
        agency_id=by.agency_id,
        held_on=held_on,
        at=at,
        is_planned=True,
        is_weekly=is_weekly,
        **same,
    )
    meeting.save(force_insert=True)
    record(by=by, action="meeting.planned", subject=meeting)
    return meeting


@transaction.atomic
def change_team_meeting(
    *, by: Actor, meeting: Meeting, held_on: date, at: time | None, is_weekly: bool
) -> Meeting:
    """Another day or time, or no longer every week. Raises MeetingRefused once it is closed."""
    stored = _open(meeting)
    stored.held_on, stored.at, stored.is_weekly = held_on, at, is_weekly
    return _saved(by, stored, "meeting.changed", ["held_on", "at", "is_weekly"])


@transaction.atomic
def call_off_team_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """It does not take place; one that comes every week comes again. Raises MeetingRefused."""
    stored = _open(meeting)
    if not stored.is_planned:
        raise MeetingRefused(_("It has begun: somebody was there."))
    _plan_next(by, stored)
    withdraw(stored, by=by, why=CALLED_OFF)
    record(by=by, action="meeting.called_off", subject=stored)
    return stored


@transaction.atomic
def hold_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    version: int,
    present: Collection[UUID],
    guests: Iterable[str],
    decisions: str | None,
    is_over: bool = False,
) -> Meeting:
    """Who is there, and what was decided for all; `is_over` closes it, and that is the minutes.

    From now on it counts as held. Raises MeetingChanged, MeetingRefused.
    """
    stored = _open(meeting)
    if stored.version != version:
        raise MeetingChanged(stored)
    _attend(by, stored, present)
    _welcome(by, stored, guests)
    stored.decisions = decisions or None
    stored.is_planned = False
    if is_over:
        stored.closed_on = timezone.localdate()
        _plan_next(by, stored)
    said = ["attendance", "guests", "decisions"]
    return _saved(by, stored, "meeting.closed" if is_over else "meeting.held", said)


@transaction.atomic
def reopen_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """Closed too early: everything can be put right again."""
    stored = _locked(meeting)
    stored.closed_on = None
    return _saved(by, stored, "meeting.reopened", [])


@transaction.atomic
def note_person(
    *,
    by: Actor,
    meeting: Meeting,
    client: Client,
    enrolment: Enrolment | None,
    text: str | None,
    step: str | None = None,
    due_on: date | None = None,
    owner: Membership | None = None,
) -> MeetingNote:
    """What was said or decided about a person. A next step is a real one, on the person's page.

    Raises MeetingRefused.
    """
    stored = _open(meeting)
    if not text and not step:
        raise MeetingRefused(_("Write what was said, or a next step."))
    if step and enrolment is None:
        raise MeetingRefused(_("A next step needs an enrolment. Write it as what was said."))
    made = None
    if step and enrolment:
        made = add_next_step(by=by, enrolment=enrolment, text=step, due_on=due_on, owner=owner)
    note = MeetingNote(
        agency_id=by.agency_id,
        meeting=stored,
        client=enrolment.client if enrolment else client,
        enrolment=enrolment,
        membership_id=by.membership_id,
        text=text or None,
        step=made,
        label=enrolment.label if enrolment else client.label,
    )
    note.save(force_insert=True)
    record(by=by, action="meeting_note.added", subject=note, clients=[note.client_id])
    return note


@transaction.atomic
def take_back_note(*, by: Actor, note: MeetingNote) -> MeetingNote:
    """Written by mistake: it is gone, with the step that came of it, while the meeting is open.

    Raises MeetingRefused.
    """
    _open(note.meeting)
    stored = MeetingNote.objects.select_for_update().get(pk=note.pk)
    if stored.step_id:
        drop_next_step(by=by, step=stored.step)
    withdraw(stored, by=by, why=TAKEN_BACK)
    record(by=by, action="meeting_note.taken_back", subject=stored, clients=[stored.client_id])
    return stored


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _open(meeting: Meeting) -> Meeting:
    stored = _locked(meeting)
    if stored.closed_on:
        raise MeetingRefused(_("This meeting is closed. Open it again to change something."))
    return stored


def _saved(by: Actor, meeting: Meeting, action: str, fields: list[str]) -> Meeting:
    meeting.version += 1
    meeting.save()
    record(by=by, action=action, subject=meeting, fields=fields)
    return meeting


def _plan_next(by: Actor, meeting: Meeting) -> None:
    """The same on the next such weekday to come, unless one is planned already."""
    same = {"type": meeting.type, "team": meeting.team_id, "program": meeting.program_id}
    later = Meeting.objects.filter(is_planned=True, held_on__gt=meeting.held_on, **same)
    if not meeting.is_weekly or later.exists():
        return
    day = meeting.held_on + WEEK
    while day < timezone.localdate():
        day += WEEK
    following = Meeting(
        agency_id=meeting.agency_id,
        type=meeting.type,
        team_id=meeting.team_id,
        program_id=meeting.program_id,
        held_on=day,
        at=meeting.at,
        is_planned=True,
        is_weekly=True,
    )
    following.save(force_insert=True)
    record(by=by, action="meeting.planned", subject=following)


def _attend(by: Actor, meeting: Meeting, present: Collection[UUID]) -> None:
    """Exactly these were there; whoever was ticked by mistake is withdrawn, not deleted."""
    known = {row.membership_id: row for row in Attendance.everything.filter(meeting=meeting)}
    for member, row in known.items():
        if row.withdrawn_at is None and member not in present:
            withdraw(row, by=by, why=NOT_THERE)
        elif row.withdrawn_at and member in present:
            row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, None, ""
            row.version += 1
            row.save()
    Attendance.objects.bulk_create(
        Attendance(agency_id=meeting.agency_id, meeting=meeting, membership_id=member)
        for member in sorted(set(present) - set(known))
    )


def _welcome(by: Actor, meeting: Meeting, names: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(names))
    known = {row.name: row for row in MeetingGuest.objects.filter(meeting=meeting)}
    for name, row in known.items():
        if name not in wanted:
            withdraw(row, by=by, why=NOT_THERE)
    MeetingGuest.objects.bulk_create(
        MeetingGuest(agency_id=meeting.agency_id, meeting=meeting, name=name)
        for name in wanted
        if name not in known
    )
