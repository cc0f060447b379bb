"""What settles a clock by hand: it was done, or the person does not want it now."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.caseload.actions.clocks import refresh_clocks
from followalong.caseload.models import Clock, Milestone, NotNow
from followalong.caseload.rules import BY_HAND, CAN_DECLINE
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor


class NotByHand(ValueError):
    """A clock that follows what is logged: nobody ticks it off."""


class NotYetDone(ValueError):
    """The day is still to come, or lies before what it would settle."""


class EndsBeforeStart(ValueError):
    """`Until` lies before today."""


@transaction.atomic
def settle_by_hand(*, by: Actor, clock: Clock, on: date) -> Milestone:
    """It was done on a day, as the actor says. Raises NotByHand, NotYetDone."""
    kind = BY_HAND.get(clock.rule)
    if kind is None or clock.enrolment is None:
        raise NotByHand(_("This one follows what you log. Log the contact instead."))
    if on > timezone.localdate():
        raise NotYetDone(_("Choose today or an earlier day."))
    if on < clock.start_on:
        raise NotYetDone(_("That is before it was asked for. Choose a later day."))
    done = Milestone(
        agency_id=by.agency_id,
        client_id=clock.client_id,
        enrolment=clock.enrolment,
        label=clock.label,
        kind=kind,
        on=on,
        membership_id=by.membership_id,
    )
    done.save(force_insert=True)
    record(by=by, action="milestone.noted", subject=done, clients=[done.client_id], fields=["kind"])
    refresh_clocks(by=by, enrolment=clock.enrolment)
    return done


@transaction.atomic
def take_back_done(*, by: Actor, done: Milestone) -> Milestone:
    """It was not done after all: what it settled is waited for again."""
    if done.membership_id is not None and done.withdrawn_at is None:
        _take_back(by, done)
        refresh_clocks(by=by, enrolment=done.enrolment)
    return done


@transaction.atomic
def say_not_now(
    *, by: Actor, clock: Clock, until_on: date | None, in_their_words: str | None = None
) -> NotNow:
    """The person does not want this now: nothing asks for it until that day, or until they say so.

    Raises NotByHand where it is not theirs to put off, and EndsBeforeStart.
    """
    if clock.rule not in CAN_DECLINE or clock.enrolment is None:
        raise NotByHand(_("This one is not asked of the person, so they need not decline it."))
    today = timezone.localdate()
    if until_on is not None and until_on < today:
        raise EndsBeforeStart(_("Choose today or a day to come."))
    said = NotNow(
        agency_id=by.agency_id,
        client_id=clock.client_id,
        enrolment=clock.enrolment,
        label=clock.label,
        membership_id=by.membership_id,
        rule=clock.rule,
        subject_id=clock.subject_id,
        from_on=today,
        until_on=until_on,
        in_their_words=in_their_words or None,
    )
    said.save(force_insert=True)
    record(by=by, action="not_now.said", subject=said, clients=[said.client_id], fields=["rule"])
    refresh_clocks(by=by, enrolment=clock.enrolment)
    return said


@transaction.atomic
def wanted_again(*, by: Actor, said: NotNow) -> NotNow:
    """They want it now; what they said before stays on record."""
    if said.withdrawn_at is None:
        _take_back(by, said)
        refresh_clocks(by=by, enrolment=said.enrolment)
    return said


@transaction.atomic
def note_about_job(*, by: Actor, enrolment: Enrolment, kind: str, job_id: UUID, on: date) -> None:
    """Trouble in a job, or the day since which VR sees it as stable; another day corrects it."""
    row, _new = Milestone.objects.update_or_create(
        enrolment=enrolment,
        kind=kind,
        subject_id=job_id,
        defaults={"on": on, "membership_id": by.membership_id},
        create_defaults={
            "on": on,
            "membership_id": by.membership_id,
            "agency_id": by.agency_id,
            "client_id": enrolment.client_id,
            "label": enrolment.label,
        },
    )
    record(by=by, action="milestone.noted", subject=row, clients=[row.client_id], fields=["kind"])
    refresh_clocks(by=by, enrolment=enrolment)


def _take_back(by: Actor, row: Milestone | NotNow) -> None:
    withdraw(row, by=by, why="taken back")
    name = row._meta.model_name
    record(by=by, action=f"{name}.taken_back", subject=row, clients=[row.client_id])
