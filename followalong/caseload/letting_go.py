"""What becomes of this room's rows when a record is let go."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from followalong.caseload.models import (
    Addendum,
    Appointment,
    Clock,
    Contact,
    CounsellingNote,
    Draft,
    MeetingNote,
    Milestone,
    NextStep,
    NotNow,
    Series,
)
from followalong.caseload.rules import AppointmentStatus
from followalong.clients import fates
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor


def enter_fates() -> None:
    fates.enter(Milestone)
    fates.enter(Clock)
    fates.enter(NotNow, "in_their_words")
    fates.enter(Contact, "note")
    fates.enter(Addendum, "note")
    fates.enter(CounsellingNote, "sealed_words")
    fates.enter(Series, "title")
    fates.enter(Appointment, "title")
    fates.enter(NextStep, "text")
    fates.enter(MeetingNote, emptied=("text",))
    fates.besides += [_drop_drafts, _end_plans]


def _drop_drafts(by: Actor, people: Iterable[UUID]) -> int:
    """A draft names whom it is about in what was typed: the person, or their enrolment."""
    stays = Enrolment.everything.filter(client__in=people).values_list("pk", flat=True)
    named = (Q(typed__contains=str(pk)) for pk in (*people, *stays))
    drafts = Draft.objects.annotate(typed=Cast("text", TextField()))
    return drafts.filter(reduce(or_, named), agency_id=by.agency_id).delete()[0]


def _end_plans(by: Actor, people: Iterable[UUID]) -> int:
    """What is still planned would ask for somebody without a name: it is taken back."""
    planned = (
        NextStep.objects.filter(done_on__isnull=True, client__in=people),
        Appointment.objects.filter(status=AppointmentStatus.PLANNED, client__in=people),
    )
    ended = {"withdrawn_at": timezone.now(), "withdrawn_by": by.id, "withdrawn_why": "let go"}
    return sum(rows.update(**ended) for rows in planned)
