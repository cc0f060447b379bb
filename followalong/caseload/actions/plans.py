"""Meetings at a time: planned, changed, called off, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.base import Label
from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.caseload.actions.turns import AppointmentOver, refuse_others
from followalong.caseload.models import Appointment, Contact
from followalong.caseload.rules import AppointmentStatus, ContactMode, likely_two_way
from followalong.clients.models import Client, Enrolment
from followalong.core.actor import Actor
from followalong.core.ids import uuid7

# What may become of a planned meeting. It is planned again only when the contact that said what
# became of it was a mistake (replan).
APPOINTMENT_MOVES: Mapping[str | None, frozenset[AppointmentStatus]] = {
    AppointmentStatus.PLANNED: frozenset(
        {AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.CANCELLED}
    ),
}
# A contact this long before the time is about something else: "I am on my way".
SOON = timedelta(hours=1)
# What a meeting is like, whenever it is.
LIKENESS = ("minutes", "kind", "location", "title")

About = Enrolment | Client | None


class AppointmentChanged(ValueError):
    """The meeting is no longer the one that the form was opened with."""


@transaction.atomic
def plan_appointment(
    *,
    by: Actor,
    starts_at: datetime,
    enrolment: Enrolment | None = None,
    client: Client | None = None,
    minutes: int | None = None,
    kind: str | None = None,
    location: str | None = None,
    title: str | None = None,
    member: Membership | None = None,
) -> Appointment:
    """Plan to meet somebody at a time; without a person it is about nobody in particular.

    Whoever only asked to join has no enrolment yet: then it is the `client`. The meeting is the
    actor's own unless it is planned for another `member`.
    """
    about = enrolment or client
    said = likeness(minutes=minutes, kind=kind, location=location, title=title)
    return plan_meeting(by=by, starts_at=starts_at, about=[about], member=member, **said)[0]


@transaction.atomic
def plan_meeting(
    *,
    by: Actor,
    starts_at: datetime,
    about: Sequence[About],
    member: Membership | None = None,
    **said: Any,
) -> list[Appointment]:
    """One meeting with several people: an appointment for each of them, tied by a group."""
    group_id = uuid7() if len(about) > 1 else None
    rows = [
        Appointment(
            **whose(by, one, member),
            **likeness(**said),
            group_id=group_id,
            starts_at=starts_at,
            starts_on=timezone.localdate(starts_at),
            status=AppointmentStatus.PLANNED,
        )
        for one in about or [None]
    ]
    Appointment.objects.bulk_create(rows)
    record(
        by=by,
        action="appointment.planned",
        subject=rows[0],
        clients=[row.client_id for row in rows],
    )
    return rows


@transaction.atomic
def change_appointment(
    *,
    by: Actor,
    appointment: Appointment,
    version: int,
    starts_at: datetime,
    member: Membership | None = None,
    **said: Any,
) -> Appointment:
    """Move a planned meeting, or say otherwise what it is; for all its people at once.

    Raises NotYourAppointment, AppointmentOver, AppointmentChanged.
    """
    refuse_others(by, appointment)
    rows = planned_together(appointment)
    here = next((row for row in rows if row.pk == appointment.pk), None)
    if here is None:
        raise AppointmentOver(_("What became of this meeting is already written down."))
    if here.version != version:
        raise AppointmentChanged(_("This meeting changed while you were writing."))
    values = {
        **likeness(**said),
        "starts_at": starts_at,
        "starts_on": timezone.localdate(starts_at),
        "membership_id": member.pk if member else here.membership_id,
    }
    fields = [name for name, value in values.items() if getattr(here, name) != value]
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*values, "version", "changed_at"])
    record(
        by=by,
        action="appointment.changed",
        subject=here,
        clients=[row.client_id for row in rows],
        fields=fields,
    )
    return here


@transaction.atomic
def call_off(*, by: Actor, appointment: Appointment) -> Appointment:
    """The whole meeting is off, for all its people. Raises NotYourAppointment, AppointmentOver."""
    refuse_others(by, appointment)
    rows = planned_together(appointment)
    if not rows:
        raise AppointmentOver(_("What became of this meeting is already written down."))
    for row in rows:
        _settle(by, row, AppointmentStatus.CANCELLED, None)
    return rows[0]


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
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if status not in APPOINTMENT_MOVES.get(row.status, frozenset()):
        raise AppointmentOver(_("What became of this meeting is already written down."))
    row.status = status
    row.contact = contact
    row.version += 1
    row.save(update_fields=["status", "contact", "version", "changed_at"])
    record(
        by=by,
        action=f"appointment.{status}",
        subject=row,
        clients=[row.client_id],
        fields=["status"],
    )
    return row


def settle_planned(*, by: Actor, contact: Contact, meeting: Appointment | None = None) -> None:
    """Log once: a contact says what became of the meeting planned for its day.

    Of `meeting` if the writer said which; one that was settled before stays as it was.
    """
    status = _outcome(contact.mode)
    if meeting is not None:
        with suppress(AppointmentOver):
            _settle(by, meeting, status or _answer(contact), contact)
        return
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


def planned_together(appointment: Appointment) -> list[Appointment]:
    """The meeting's appointments that are still ahead, this one among them; held till the end."""
    rows = Appointment.objects.filter(status=AppointmentStatus.PLANNED)
    if appointment.group_id:
        rows = rows.filter(group_id=appointment.group_id)
    else:
        rows = rows.filter(pk=appointment.pk)
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def whose(by: Actor, about: About, member: Membership | None) -> dict[str, Any]:
    """The columns that say whose meeting it is and with whom; the label is the person's."""
    enrolment = about if isinstance(about, Enrolment) else None
    return {
        "agency_id": by.agency_id,
        "membership_id": member.pk if member else by.membership_id,
        "client_id": enrolment.client_id if enrolment else about.pk if about else None,
        "enrolment": enrolment,
        "label": about.label if about else Label.NORMAL,
    }


def likeness(**said: Any) -> dict[str, Any]:
    """What the meeting is like, with nothing for what was not said."""
    return {name: said.get(name) or None for name in LIKENESS}


def clients_of(rows: Iterable[Any]) -> set[UUID]:
    return {row.client_id for row in rows if row.client_id}


def _outcome(mode: str | None) -> AppointmentStatus | None:
    """What being in touch this way makes of a planned meeting; a text or a letter nothing."""
    if mode == ContactMode.NO_SHOW:
        return AppointmentStatus.MISSED
    if mode == ContactMode.CANCELLED_BY_PERSON:
        return AppointmentStatus.CANCELLED
    return AppointmentStatus.KEPT if likely_two_way(mode) else None


def _answer(contact: Contact) -> AppointmentStatus:
    """A meeting that became a message or a call without an answer."""
    return AppointmentStatus.KEPT if contact.two_way else AppointmentStatus.MISSED
