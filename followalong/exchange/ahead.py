"""What the night wrote into the days to come of a series that was brought in (ADR 12).

It is nobody's work: it goes with its series, and makes room for what a package says of its day.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from followalong.caseload.models import Appointment
from followalong.caseload.rules import AppointmentStatus

BY_THE_PACKAGE = "import"


def written_ahead(series: Collection[UUID]) -> QuerySet[Appointment]:
    """Meetings of these series that the night added and nobody has touched."""
    return Appointment.objects.filter(
        series_id__in=series,
        source_id__isnull=True,
        version=1,
        status=AppointmentStatus.PLANNED,
    )


def make_room(table: str, values: list[dict[str, Any]]) -> None:
    """The package says what a day of a series is like: what the night wrote there gives way."""
    if table != "appointment":
        return
    mine = {v["id"] for v in values}
    days = {(v["series_id"], v["series_on"]) for v in values if v["series_id"]}
    found = written_ahead({series for series, _day in days}).exclude(pk__in=mine)
    gone = [
        pk for pk, *day in found.values_list("pk", "series_id", "series_on") if tuple(day) in days
    ]
    now = timezone.now()
    Appointment.objects.filter(pk__in=gone).update(
        withdrawn_at=now, withdrawn_why=BY_THE_PACKAGE, changed_at=now
    )
