"""What is planned: meetings at a time, and steps that somebody agreed to take."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.caseload.models import Appointment, Contact, NextStep
from followalong.caseload.rules import AppointmentStatus, ContactMode, likely_two_way
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor

# What may become of a planned meeting. It is planned again only when the contact that said what
# became of it was a mistake (replan).
APPOINTMENT_MOVES: Mapping[str | None, frozenset[AppointmentStatus]] = {
    AppointmentStatus.PLANNED: frozenset(
        {AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.CANCELLED}
    ),
}
# A contact this long before the time is about something else: "I am on my way".
SOON = timedelta(hours=1)


class AppointmentOver(ValueError):
    """What became of the meeting is already written down."""


@transaction.atomic
def plan_appointment(
    *,
    by: Actor,
    starts_at: datetime,
    enrolment: Enrolment | None = None,
    minutes: int | None = None,
    kind: str | None = None,
    location: str | None = None,
) -> Appointment:
    """Plan to meet somebody at a time; without an enrolment it is about nobody in particular."""
    appointment = Appointment(
        agency_id=by.agency_id,
        membership_id=by.membership_id,
        client_id=enrolment.client_id if enrolment else None,
        enrolment=enrolment,
        label=enrolment.label if enrolment else Label.NORMAL,
        starts_at=starts_at,
        starts_on=timezone.localdate(starts_at),
        minutes=minutes,
        kind=kind or None,
        location=location or None,
        status=AppointmentStatus.PLANNED,
    )
    appointment.save(force_insert=True)
    record(
        by=by, action="appointment.planned", subject=appointment, clients=[appointment.client_id]
    )
    return appointment


def keep_appointment(
    *, by: Actor, appointment: Appointment, contact: Contact | None = None
) -> Appointment:
    """They met; the contact is what became of it. Raises AppointmentOver."""
    return _settle(by, appointment, AppointmentStatus.KEPT, contact)


def miss_appointment(
    *, by: Actor, appointment: Appointment, contact: Contact | None = None
) -> Appointment:
    """They did not meet, for whatever reason. Raises AppointmentOver."""
    return _settle(by, appointment, AppointmentStatus.MISSED, contact)


def cancel_appointment(
    *, by: Actor, appointment: Appointment, contact: Contact | None = None
) -> Appointment:
    """It was called off. Raises AppointmentOver."""
    return _settle(by, appointment, AppointmentStatus.CANCELLED, contact)


@transaction.atomic
def _settle(
    by: Actor, appointment: Appointment, status: AppointmentStatus, contact: Contact | None
) -> Appointment:
    if status not in APPOINTMENT_MOVES.get(appointment.status, frozenset()):
        raise AppointmentOver(_("What became of this meeting is already written down."))
    appointment.status = status
    appointment.contact = contact
    appointment.version += 1
    appointment.save(update_fields=["status", "contact", "version", "changed_at"])
    record(
        by=by,
        action=f"appointment.{status}",
        subject=appointment,
        clients=[appointment.client_id],
        fields=["status"],
    )
    return appointment


def settle_planned(*, by: Actor, contact: Contact) -> None:
    """Log once: a contact says what became of the meeting planned for its day."""
    status = _outcome(contact.mode)
    if status is None or contact.client_id is None:
        return
    planned = Appointment.objects.filter(
        membership_id=contact.membership_id,
        starts_on=contact.started_on,
        client_id=contact.client_id,
        status=AppointmentStatus.PLANNED,
    )
    if status != AppointmentStatus.CANCELLED:
        planned = planned.filter(starts_at__lte=timezone.now() + SOON)
    if appointment := planned.order_by("starts_at").first():
        _settle(by, appointment, status, contact)


def replan(*, contact: Contact) -> None:
    """The contact was a mistake: what it said about a meeting no longer holds."""
    if contact.client_id:
        Appointment.objects.filter(client_id=contact.client_id, contact_id=contact.pk).update(
            status=AppointmentStatus.PLANNED, contact=None, version=F("version") + 1
        )


def _outcome(mode: str | None) -> AppointmentStatus | None:
    """What being in touch this way makes of a planned meeting; a text or a letter nothing."""
    if mode == ContactMode.NO_SHOW:
        return AppointmentStatus.MISSED
    if mode == ContactMode.CANCELLED_BY_PERSON:
        return AppointmentStatus.CANCELLED
    return AppointmentStatus.KEPT if likely_two_way(mode) else None


@transaction.atomic
def add_next_step(
    *, by: Actor, enrolment: Enrolment, text: str, due_on: date | None = None
) -> NextStep:
    """Something that the worker agreed to do next for a person."""
    step = NextStep(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        label=enrolment.label,
        text=text,
        owner_id=by.membership_id,
        due_on=due_on,
    )
    step.save(force_insert=True)
    record(by=by, action="next_step.added", subject=step, clients=[step.client_id])
    return step


@transaction.atomic
def complete_next_step(*, by: Actor, step: NextStep) -> NextStep:
    """It is done. Done twice is done: the first day stays."""
    if step.done_on is None:
        step.done_on = timezone.localdate()
        step.version += 1
        step.save(update_fields=["done_on", "version", "changed_at"])
        record(
            by=by,
            action="next_step.done",
            subject=step,
            clients=[step.client_id],
            fields=["done_on"],
        )
    return step
