"""Meetings that come back: written some weeks ahead, each an appointment of its own (ADR 12)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.caseload.actions.plans import (
    About,
    AppointmentChanged,
    clients_of,
    likeness,
    planned_together,
    whose,
)
from followalong.caseload.actions.turns import AppointmentOver, refuse_others
from followalong.caseload.models import Appointment, Series
from followalong.caseload.rules import AHEAD, AppointmentStatus, Every, days_of, instant_of
from followalong.clients.models import Enrolment
from followalong.clients.rules import ExitReason
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, local_date
from followalong.core.ids import uuid7


@transaction.atomic
def plan_series(
    *,
    by: Actor,
    starts_at: datetime,
    about: Sequence[About],
    every: Every,
    until_on: date | None = None,
    member: Membership | None = None,
    **said: Any,
) -> list[Series]:
    """A meeting that comes back from its first time on, with one person, several or nobody.

    Without a last day it goes on until somebody ends it.
    """
    first = timezone.localtime(starts_at)
    seen_to = max(timezone.localdate(), first.date()) + AHEAD
    group_id = uuid7() if len(about) > 1 else None
    rows = [
        Series(
            **whose(by, one, member),
            **likeness(**said),
            group_id=group_id,
            every=every,
            first_on=first.date(),
            at=first.time(),
            until_on=until_on,
            written_to_on=seen_to,
        )
        for one in about or [None]
    ]
    Series.objects.bulk_create(rows)
    _write(rows, first.date(), seen_to, ZoneInfo(timezone.get_current_timezone_name()))
    record(by=by, action="series.planned", subject=rows[0], clients=clients_of(rows))
    return rows


def first_of(series: Sequence[Series]) -> Appointment:
    """The first meeting of what was planned to come back."""
    return Appointment.objects.filter(series__in=series).order_by("starts_at", "pk")[0]


@transaction.atomic
def change_following(
    *,
    by: Actor,
    appointment: Appointment,
    version: int,
    starts_at: datetime,
    member: Membership | None = None,
    **said: Any,
) -> Appointment:
    """From this meeting on the series is another: its day, time or what it is.

    Those that were changed on their own change too. Raises NotYourAppointment, AppointmentOver,
    AppointmentChanged.
    """
    series, until_on = cut(by, appointment, version)
    rows = plan_series(
        by=by,
        starts_at=starts_at,
        about=[row.enrolment or row.client for row in series],
        every=Every(series[0].every),
        until_on=until_on,
        member=member or series[0].membership,
        **said,
    )
    return first_of(rows)


@transaction.atomic
def call_off_following(*, by: Actor, appointment: Appointment, version: int) -> None:
    """The series ends before this meeting. Raises what change_following raises."""
    cut(by, appointment, version)


def end_on_exit(by: Actor, enrolment: Enrolment) -> None:
    """What the room `clients` calls when an exit is written down: nothing comes back after it.

    A death has rules of its own (deaths.py).
    """
    last = enrolment.exited_on
    if last is None or enrolment.exit_reason == ExitReason.DIED:
        return
    rows = Series.objects.filter(enrolment_id=enrolment.pk)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=last))
    ended = list(rows.values_list("pk", flat=True))
    later = Appointment.objects.filter(series__in=ended, starts_on__gt=last)
    _withdraw(by, later.filter(status=AppointmentStatus.PLANNED), "ended")
    rows.update(until_on=last, version=F("version") + 1, changed_at=timezone.now())


@transaction.atomic(savepoint=False)
def write_ahead(*, by: Actor, now: datetime) -> int:
    """Write the meetings that have come into sight, in every series; how many. Twice is once."""
    seen_to = now.date() + AHEAD
    goes_on = Q(until_on__isnull=True) | Q(until_on__gt=F("written_to_on"))
    rows = list(
        Series.objects.filter(goes_on, written_to_on__lt=seen_to)
        .filter(Q(enrolment__isnull=True) | Q(enrolment__exited_on__isnull=True))
        .select_related("agency")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    if not rows:
        return 0
    zone = ZoneInfo(rows[0].agency.timezone)
    seen_to = local_date(now, zone) + AHEAD
    written = sum(_write([row], row.written_to_on + ONE_DAY, seen_to, zone) for row in rows)
    Series.objects.filter(pk__in=[row.pk for row in rows]).update(written_to_on=seen_to)
    record(by=by, action="series.extended", clients=clients_of(rows), row_count=written)
    return written


def _write(rows: Iterable[Series], from_on: date, to_on: date, zone: ZoneInfo) -> int:
    """The appointments of these days. One that is there already stays as it is."""
    made = [
        _appointment(row, day, zone)
        for row in rows
        for day in days_of(
            Every(row.every), row.first_on, from_on, min(to_on, row.until_on or to_on)
        )
    ]
    Appointment.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _appointment(row: Series, day: date, zone: ZoneInfo) -> Appointment:
    return Appointment(
        agency_id=row.agency_id,
        membership_id=row.membership_id,
        client_id=row.client_id,
        enrolment_id=row.enrolment_id,
        label=row.label,
        series=row,
        series_on=day,
        # The meetings of one day of a group are one meeting, whenever each is written.
        group_id=uuid5(row.group_id, day.isoformat()) if row.group_id else None,
        starts_at=instant_of(day, row.at, zone),
        starts_on=day,
        status=AppointmentStatus.PLANNED,
        **{name: getattr(row, name) for name in ("minutes", "kind", "location", "title")},
    )


def cut(by: Actor, appointment: Appointment, version: int) -> tuple[list[Series], date | None]:
    """End the series of a meeting before it; its rows, and until when it was to go."""
    refuse_others(by, appointment)
    together = planned_together(appointment)
    here = next((row for row in together if row.pk == appointment.pk), None)
    if here is None or here.series_on is None:
        raise AppointmentOver(_("What became of this meeting is already written down."))
    if here.version != version:
        raise AppointmentChanged(_("This meeting changed while you were writing."))
    series = _going_on(here)
    until_on = series[0].until_on
    for row in series:
        row.until_on = here.series_on - ONE_DAY
        row.version += 1
        row.save(update_fields=["until_on", "version", "changed_at"])
    following = Appointment.objects.filter(
        series__in=series, series_on__gte=here.series_on, status=AppointmentStatus.PLANNED
    )
    _withdraw(by, following, "series_ended")
    record(by=by, action="series.ended", subject=series[0], clients=clients_of(series))
    return series, until_on


def _going_on(meeting: Appointment) -> list[Series]:
    """The series that a meeting comes from: one for each person who still comes then."""
    own = Series.objects.get(pk=meeting.series_id)
    rows = Series.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=meeting.series_on))
    rows = rows.filter(group_id=own.group_id) if own.group_id else rows.filter(pk=own.pk)
    with_names = rows.select_related("enrolment", "client", "membership").order_by("pk")
    return list(with_names.select_for_update(of=("self",)))


def _withdraw(by: Actor, rows: QuerySet[Appointment], why: str) -> None:
    rows.update(
        withdrawn_at=timezone.now(),
        withdrawn_by=by.membership_id,
        withdrawn_why=why,
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
