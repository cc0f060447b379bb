"""What else is planned at the time of a meeting: in the same calendar, or with the same person."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.caseload import rows
from followalong.caseload.models import Appointment
from followalong.caseload.rules import AppointmentStatus, Stretch, at_once
from followalong.ui.words import day_text

# So many days of a series are named; the others are seen in the week.
NAMED = 3


def beside(request: HttpRequest, together: Sequence[Appointment]) -> str:
    """`13:00 Jia Leung`: what else there is at the time of one meeting with these people."""
    return next((words for _meeting, words in _clashes(request, together)), "")


def say_beside(request: HttpRequest, starts_at: Any, client_id: UUID | None) -> None:
    """Tell what else is at the time of the meeting that was just planned for the reader."""
    mine = rows.meetings().filter(
        membership=request.actor.membership_id,  # type: ignore[attr-defined]
        starts_at=starts_at,
        client=client_id,
        status=AppointmentStatus.PLANNED,
    )
    _tell(request, read.many(request, mine.order_by("-pk"), limit=1))


def say_following(request: HttpRequest, first: Appointment) -> None:
    """Tell on which later days of a series something else is planned at its time."""
    series = first.series
    if series is None:
        return
    same = Q(series__group_id=series.group_id) if series.group_id else Q(series=series)
    later = rows.meetings().filter(same, starts_on__gt=first.starts_on)
    later = later.filter(status=AppointmentStatus.PLANNED).order_by("starts_at", "group_id", "pk")
    _tell(request, read.many(request, later))


def _tell(request: HttpRequest, planned: Sequence[Appointment]) -> None:
    for meeting, words in list(_clashes(request, planned))[:NAMED]:
        said = {"day": day_text(meeting.starts_on, timezone.localdate()), "what": words}
        messages.info(request, _("%(day)s, at the same time: %(what)s.") % said)


def _clashes(
    request: HttpRequest, planned: Sequence[Appointment]
) -> Iterator[tuple[Appointment, str]]:
    """Each of these meetings at whose time there is something else, with what that is."""
    others = _others(request, planned) if planned else []
    for _group, together in groupby(planned, key=lambda row: row.group_id or row.pk):
        people = list(together)
        if found := [row for row in others if _is_beside(row, people)]:
            yield people[0], ", ".join(_words(row, people[0]) for row in found)


def _others(request: HttpRequest, planned: Sequence[Appointment]) -> list[Appointment]:
    members = {row.membership_id for row in planned}
    people = {of for row in planned if row.client for of in (row.client_id, row.person.pk)}
    near = rows.meetings().filter(
        Q(membership__in=members) | Q(client__in=people),
        starts_on__in={row.starts_on for row in planned},
        status=AppointmentStatus.PLANNED,
    )
    near = near.exclude(pk__in=[row.pk for row in planned]).order_by("starts_at", "pk")
    return read.many(request, near)


def _is_beside(row: Appointment, people: list[Appointment]) -> bool:
    meeting = people[0]
    if meeting.group_id and row.group_id == meeting.group_id:
        return False
    is_theirs = row.client is not None and row.person.pk in {
        one.person.pk for one in people if one.client
    }
    is_near = at_once(_stretch(row), _stretch(meeting))
    return is_near and (is_theirs or row.membership_id == meeting.membership_id)


def _stretch(row: Appointment) -> Stretch:
    return Stretch(row.starts_at, row.minutes)


def _words(row: Appointment, meeting: Appointment) -> str:
    """`13:00 Jia Leung`, in a colleague's calendar `13:00 Ben Abara (Pia Moreau)`."""
    time = time_format(timezone.localtime(row.starts_at), "H:i")
    name = row.person.full_name if row.client else row.title or _("Without a person")
    whose = f" ({row.membership.name})" if row.membership_id != meeting.membership_id else ""
    return f"{time} {name}{whose}"
