"""Who comes to a planned meeting: somebody joins, somebody does not come after all."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.audit.record import record
from followalong.caseload.actions.plans import (
    LIKENESS,
    About,
    AppointmentChanged,
    clients_of,
    planned_together,
    whose,
)
from followalong.caseload.actions.series import cut, first_of, plan_series
from followalong.caseload.actions.turns import AppointmentOver, refuse_others
from followalong.caseload.models import Appointment
from followalong.caseload.rules import Every, instant_of
from followalong.core.actor import Actor
from followalong.core.ids import uuid7

NOT_COMING = "not_coming"


class NobodyComes(ValueError):
    """Nobody would be left; that is calling it off."""


@transaction.atomic
def change_people(
    *,
    by: Actor,
    appointment: Appointment,
    version: int,
    join: Sequence[About] = (),
    leave: Collection[UUID] = (),
) -> Appointment:
    """Who comes to this one meeting; an appointment of it that stays. `leave` names persons.

    Raises NotYourAppointment, AppointmentOver, AppointmentChanged, NobodyComes.
    """
    refuse_others(by, appointment)
    rows = planned_together(appointment)
    here = next((row for row in rows if row.pk == appointment.pk), None)
    if here is None:
        raise AppointmentOver(_("What became of this meeting is already written down."))
    if here.version != version:
        raise AppointmentChanged(_("This meeting changed while you were writing."))
    stay = [row for row in rows if _stays(row, leave)]
    _refuse_nobody([*stay, *join])
    gone = [row for row in rows if row not in stay]
    for row in gone:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by.id
        row.withdrawn_why = NOT_COMING
        _save(row, "withdrawn_at", "withdrawn_by", "withdrawn_why")
    group_id = _group_of(here, stay, join)
    for row in (row for row in stay if row.group_id != group_id):
        row.group_id = group_id
        _save(row, "group_id")
    made = Appointment.objects.bulk_create(_joining(by, here, one, group_id) for one in join)
    record(
        by=by,
        action="appointment.people_changed",
        subject=here,
        clients=clients_of([*rows, *made]),
    )
    return [*stay, *made][0]


@transaction.atomic
def change_people_following(
    *,
    by: Actor,
    appointment: Appointment,
    version: int,
    join: Sequence[About] = (),
    leave: Collection[UUID] = (),
) -> Appointment:
    """The same from this meeting of a series on; the first of what comes back now."""
    series, until_on = cut(by, appointment, version)
    stay: list[About] = [row.enrolment or row.client for row in series if _stays(row, leave)]
    _refuse_nobody([*stay, *join])
    as_it_was, here = series[0], timezone.get_current_timezone()
    rows = plan_series(
        by=by,
        # Every meeting of a series has its day in it.
        starts_at=instant_of(appointment.series_on, as_it_was.at, here),  # type: ignore[arg-type]
        about=[*stay, *join],
        every=Every(as_it_was.every),
        until_on=until_on,
        member=as_it_was.membership,
        **{name: getattr(as_it_was, name) for name in LIKENESS},
    )
    return first_of(rows)


def _stays(row: Any, leave: Collection[UUID]) -> bool:
    """A meeting with nobody in particular becomes one with those who join."""
    return row.client is not None and row.client.person.pk not in leave


def _refuse_nobody(people: Sequence[Any]) -> None:
    if not people:
        raise NobodyComes(_("Somebody has to come. If nobody does, call the meeting off."))


def _group_of(here: Appointment, stay: list[Appointment], join: Sequence[About]) -> UUID | None:
    """What ties its people; one alone is tied to nobody, unless a word about others is there."""
    if len(stay) + len(join) > 1:
        return here.group_id or uuid7()
    others = Appointment.objects.filter(group_id=here.group_id).exclude(
        pk__in=[row.pk for row in stay]
    )
    return here.group_id if here.group_id and others.exists() else None


def _joining(by: Actor, here: Appointment, one: About, group_id: UUID | None) -> Appointment:
    said = (*LIKENESS, "starts_at", "starts_on", "status")
    return Appointment(
        **whose(by, one, here.membership),
        **{name: getattr(here, name) for name in said},
        group_id=group_id,
    )


def _save(row: Appointment, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version", "changed_at"])
