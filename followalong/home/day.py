"""What today holds: meetings in the order of time, employers to go back to, what was not logged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, When
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.caseload.models import Appointment, Contact
from followalong.clients.rows import wished_meetings
from followalong.core.actor import Actor
from followalong.core.kept import READERS, KeptSubquery
from followalong.home.agenda import (
    IN_TIME,
    Line,
    appointments_of,
    employer_visits,
    meeting_lines,
    visit_lines,
)
from followalong.home.people import SNIPPET
from followalong.ui.words import near_text

AT_MOST = 30
# So many days back what was planned still waits for a word. A design decision: a fortnight off.
BACK = timedelta(days=14)
# From this hour on the day's own meetings wait for a word, too.
EVENING = 15


@dataclass(frozen=True)
class Day:
    """The lines of a day, and how many meetings and visits before them wait for a word."""

    meetings: list[Line] = field(default_factory=list)
    visits: list[Line] = field(default_factory=list)
    waiting: int = 0


def day_of(request: HttpRequest, held_by: Iterable[UUID], today: date, pack: Pack) -> Day:
    """Today's planned meetings of these members, with what the person said last."""
    said = _said_last(request.actor, getattr(request, "purpose", ""))  # type: ignore[attr-defined]
    rows = appointments_of(held_by, today - BACK, today).filter(status="planned")
    rows = rows.annotate(last_note=Case(When(starts_on=today, then=said)))
    found = list(read.visible(request, rows.order_by("-starts_on", *IN_TIME))[: 3 * AT_MOST])
    planned = [row for row in found if row.starts_on == today][:AT_MOST]
    request.reading.add(Appointment, (row.client_id for row in planned), len(planned))  # type: ignore[attr-defined]
    me = request.actor.membership_id  # type: ignore[attr-defined]
    visits = employer_visits(request, [me], None, today, limit=AT_MOST)
    return Day(
        meetings=meeting_lines(request, planned, pack),
        visits=visit_lines(request, visits, today, pack),
        waiting=_waiting(found, visits, today),
    )


@lru_cache(maxsize=READERS)
def _said_last(actor: Actor, purpose: str) -> KeptSubquery:
    """How the latest note begins that this reader may open."""
    # Notes that are unknown or empty are both not longer than nothing.
    notes = Contact.objects.filter(note__gt="", client=OuterRef("client"))
    latest = notes.visible_to(actor, purpose).order_by("-started_on", "-id")
    return KeptSubquery(latest.values(short=Left("note", SNIPPET))[:1])


def _waiting(meetings: list[Any], visits: list[Any], today: date) -> int:
    """What was planned and has no word yet: of earlier days, in the afternoon also of this one."""
    now = timezone.localtime()
    is_late = now.hour >= EVENING
    return sum(
        row.starts_on < today or (is_late and row.starts_at <= now) for row in meetings
    ) + sum(
        today - BACK <= row.next_on < today or (is_late and row.next_on == today) for row in visits
    )


def to_meet(request: HttpRequest, today: date) -> list[Line]:
    """Who would like to meet this peer first, and has not yet."""
    me = request.actor.membership_id  # type: ignore[attr-defined]
    return [
        Line(
            over="",
            name=row.client.full_name,
            href=here(request, "home:client", client_id=row.client_id),
            meta=_("asked %(day)s") % {"day": near_text(row.asked_on, today)},
            log=f"{here(request, 'home:log')}?client={row.client_id}",
        )
        for row in read.many(request, wished_meetings(me), limit=AT_MOST)
    ]
