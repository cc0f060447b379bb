"""What contacts, plans and steps need when they are taken off a record, moved or put back."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from followalong.caseload.actions.contacts import refresh_for
from followalong.caseload.actions.plans import replan, settle_planned
from followalong.caseload.actions.sharing import share_time
from followalong.caseload.actions.wishes import follow_wish
from followalong.caseload.models import (
    Addendum,
    Appointment,
    Contact,
    CounsellingNote,
    MeetingNote,
    Milestone,
    NextStep,
    NotNow,
    Series,
)
from followalong.caseload.rules import MilestoneKind
from followalong.clients.correctable import KINDS, PARTS, Kind, Row
from followalong.clients.models import Enrolment
from followalong.clients.refusals import CorrectionProblem, CorrectionRefused
from followalong.core.actor import Actor
from followalong.core.dates import local_date

# Milestones that follow from rows of other rooms, which write them again.
FOLLOW = (
    MilestoneKind.EMPLOYER_CONTACT,
    MilestoneKind.JOB_STARTED,
    MilestoneKind.JOB_ENDED,
    MilestoneKind.JOB_END_LEARNED,
    MilestoneKind.JOB_CHANGED,
)


def enter_kinds() -> None:
    """Called once, when the application starts."""
    KINDS[Contact] = Kind(day=lambda contact: contact.started_on, follow=_contact)
    PARTS[Contact].append(_addenda)
    # Sealed for its own place: whoever wrote it writes it anew where it belongs.
    KINDS[CounsellingNote] = Kind(day=lambda note: note.held_on, can_move=False)
    PARTS[CounsellingNote].append(lambda note: CounsellingNote.objects.filter(follows=note))
    KINDS[Appointment] = Kind(
        day=lambda meeting: meeting.starts_on, whole=lambda meeting: meeting.series or meeting
    )
    # What comes back was agreed on with one person: all its meetings go along.
    KINDS[Series] = Kind(day=lambda series: series.first_on)
    PARTS[Series].append(_meetings)
    KINDS[NextStep] = Kind(
        day=_day_of_step,
        writers=_who_answers_for_step,
        needs_enrolment=True,
    )
    # What a meeting said and the step that came of it are one: the step goes, and it with it.
    PARTS[NextStep].append(lambda step: MeetingNote.objects.filter(step=step))
    KINDS[MeetingNote] = Kind(
        day=lambda note: note.meeting.held_on,
        whole=lambda note: _kept_step(note) or note,
        settle=_says_something,
    )
    PARTS[Enrolment] += [_not_now, _noted_by_hand]


def _contact(by: Actor, contact: Contact) -> None:
    """The meeting it settled is planned again, or is settled; times and clocks follow."""
    if contact.withdrawn_at:
        replan(contact=contact)
    else:
        settle_planned(by=by, contact=contact)
    share_time(contact.group_id)
    follow_wish(by=by, contact=contact)
    refresh_for(by, contact)


def _addenda(contact: Contact) -> Iterable[Addendum]:
    return Addendum.objects.filter(contact=contact).order_by("pk")


def _meetings(series: Series) -> Iterable[Appointment]:
    return Appointment.objects.filter(series=series).order_by("pk")


def _not_now(enrolment: Enrolment) -> Iterable[NotNow]:
    return NotNow.objects.filter(enrolment=enrolment).order_by("pk")


def _noted_by_hand(enrolment: Enrolment) -> Iterable[Milestone]:
    """What nothing else says; milestones of jobs and visits are worked out anew."""
    mine = Milestone.objects.filter(enrolment=enrolment, membership__isnull=False)
    return mine.filter(subject_id__isnull=True).order_by("pk")


def said_of(subject: Row) -> Iterable[Row]:
    """What was noted by hand about a row of a higher room, and what is not wanted in it now."""
    yield from NotNow.objects.filter(subject_id=subject.pk).order_by("pk")
    noted = Milestone.objects.filter(enrolment=subject.enrolment_id, subject_id=subject.pk)
    yield from noted.exclude(kind__in=FOLLOW).order_by("pk")


def _who_answers_for_step(step: NextStep) -> set[UUID | None]:
    said = MeetingNote.objects.filter(step=step).values_list("membership_id", flat=True)
    return {step.owner_id, step.enrolment.specialist_id, *said}


def _kept_step(note: MeetingNote) -> NextStep | None:
    """The step that came of it, unless nobody wants that any more."""
    step = note.step
    return step if step and step.withdrawn_at is None else None


def _says_something(by: Actor, note: MeetingNote) -> None:
    """Of one whose only step was dropped nothing is left to move."""
    if not note.text and not note.step_id:
        raise CorrectionRefused(CorrectionProblem.CANNOT_MOVE)


def _day_of_step(step: NextStep) -> date:
    """The day it is for, else the day it was last touched."""
    return step.due_on or local_date(step.changed_at, step.agency.timezone)
