"""Nothing is planned with somebody who has died."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from followalong.caseload.models import Appointment, NextStep, Series
from followalong.caseload.rules import AppointmentStatus
from followalong.clients.events import Stop
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY

WHY = "died"


def stop_plans(by: Actor, clients: Sequence[UUID], stop: Stop) -> None:
    """What the room `clients` calls when a death is recorded: meetings and next steps go."""
    now = timezone.now()
    planned = Appointment.objects.filter(client__in=clients, status=AppointmentStatus.PLANNED)
    steps = NextStep.objects.filter(client__in=clients, done_on__isnull=True)
    for row in (*planned, *steps):
        stop(row, withdrawn_at=now, withdrawn_why=WHY)
    today = timezone.localdate(now)
    goes_on = Q(until_on__isnull=True) | Q(until_on__gte=today)
    for series in Series.objects.filter(goes_on, client__in=clients):
        stop(series, until_on=today - ONE_DAY)
