"""Planned meetings and employer visits as lines of a day: on Today, in the week, in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment
from followalong.caseload.rules import AppointmentStatus, Stretch, at_once
from followalong.core.ids import uuid7
from followalong.employers.models import AgencyEmployer
from followalong.home.words import snippet
from followalong.ui.words import minutes_text, near_text

_NAMES = ("given_name", "family_name", "preferred_name")
CLIENT = (
    *(f"client__{name}" for name in ("same_as", *_NAMES)),
    *(f"client__same_as__{name}" for name in _NAMES),
)
COLUMNS = (
    *("starts_at", "starts_on", "minutes", "kind", "location", "title", "status", "group_id"),
    *("client", "membership", "series", *CLIENT),
)
# In order of time, the appointments of one meeting beside each other.
IN_TIME = ("starts_at", "group_id", "pk")
MEETS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)
# Whoever may do one of these can plan a next one, and has a day that holds it.
PLANS = (*MEETS, Permission.EMPLOYER_CONTACT_LOG)
# From so long before its time on it can be said that a meeting happened.
BEFORE = timedelta(minutes=15)


@dataclass(frozen=True)
class Line:
    """One line of a day: when, who, what and where, what was said last, and what can be done.

    `brief` says what it is where there is little room; `page` is the meeting's own page.
    `happened` takes the one tap that says so, `log` opens the form for it: both are empty where
    there is nothing to say yet, or not by this reader.
    """

    over: str
    name: str
    href: str
    meta: str
    brief: str = ""
    said: str = ""
    page: str = ""
    became: str = ""
    happened: str = ""
    log: str = ""
    command_id: UUID | None = None


def appointments_of(members: Iterable[UUID], first: date, last: date) -> Any:
    """The meetings of these members on these days, in order of time."""
    rows = Appointment.objects.filter(membership__in=members, starts_on__range=(first, last))
    return rows.select_related("client__same_as").only(*COLUMNS).order_by(*IN_TIME)


def meeting_lines(request: HttpRequest, rows: Iterable[Any], pack: Pack) -> list[Line]:
    """One line for each meeting, also where several people come."""
    meetings = [
        list(together) for _group, together in groupby(rows, key=lambda row: row.group_id or row.pk)
    ]
    return [_meeting(request, one, _beside(one, meetings), pack) for one in meetings]


def _beside(together: list[Any], meetings: list[list[Any]]) -> str:
    """`at the same time as Jia Leung`: what else its own calendar has then."""
    if any(row.status != AppointmentStatus.PLANNED for row in together):
        return ""
    row = together[0]
    others = [
        name_of(other)
        for other in meetings
        if other is not together
        and (other[0].membership_id, other[0].status) == (row.membership_id, row.status)
        and at_once(
            Stretch(row.starts_at, row.minutes), Stretch(other[0].starts_at, other[0].minutes)
        )
    ]
    return _("at the same time as %(what)s") % {"what": ", ".join(others)} if others else ""


def name_of(together: list[Any]) -> str:
    """Who comes to a meeting, or what it is."""
    return ", ".join(names_of(together)) or together[0].title or _("Without a person")


def _meeting(request: HttpRequest, together: list[Any], beside: str, pack: Pack) -> Line:
    row, names = together[0], names_of(together)
    page = here(request, "caseload:appointment", appointment_id=row.pk)
    alone, said = len(names) == 1, what(row, pack)
    return Line(
        over=clock_text(row.starts_at),
        name=name_of(together),
        href=here(request, "home:client", client_id=row.person.pk) if alone else page,
        meta=" · ".join(filter(None, [row.title if names else "", *said, beside])),
        brief=" · ".join(filter(None, [(row.title if names else "") or said[0], beside])),
        said=snippet(getattr(row, "last_note", "") or ""),
        page=page,
        became=_became(row, pack),
        command_id=uuid7(),
        **_doing(request, together),
    )


def names_of(together: Iterable[Any]) -> list[str]:
    """Who comes to a meeting, by name."""
    return sorted(row.person.full_name for row in together if row.client)


def what(row: Any, pack: Pack) -> list[str]:
    """What a meeting is about, where it is and how long it takes; nothing for what is not said."""
    lang = get_language() or "en"
    return [
        pack.codes("contact.category").label(row.kind, lang) if row.kind else "",
        pack.codes("contact.location").label(row.location, lang) if row.location else "",
        minutes_text(row.minutes) if row.minutes else "",
    ]


def clock_text(at: datetime) -> str:
    return time_format(timezone.localtime(at), "H:i")


def _became(row: Any, pack: Pack) -> str:
    if not row.status or row.status == AppointmentStatus.PLANNED:
        return ""
    return pack.codes("appointment.status").label(row.status, get_language() or "en")


def _doing(request: HttpRequest, together: list[Any]) -> dict[str, str]:
    """Where to say what became of a meeting, once its time has come."""
    row = together[0]
    logs = any(can(request.actor.role, one) for one in MEETS)  # type: ignore[attr-defined]
    is_open = row.status == AppointmentStatus.PLANNED and row.starts_at <= timezone.now() + BEFORE
    if not (logs and is_open):
        return {}
    if row.group_id:
        return {"log": f"{here(request, 'home:log_group')}?appointment={row.pk}"}
    return {
        "happened": here(request, "home:happened", appointment_id=row.pk),
        "log": f"{here(request, 'home:log')}?appointment={row.pk}",
    }


def visits_of(members: Iterable[UUID], first: date | None, last: date) -> Any:
    """Employers of these members whose next visit lies on these days, or up to the last."""
    due = AgencyEmployer.objects.filter(next_on__lte=last, owner__in=members, same_as__isnull=True)
    if first is not None:
        due = due.filter(next_on__gte=first)
    return due.select_related("employer").order_by("next_on", "name_key")


def visit_lines(request: HttpRequest, rows: Iterable[Any], today: date, pack: Pack) -> list[Line]:
    return [_visit(request, row, today, pack) for row in rows]


def sees_visits(request: HttpRequest) -> bool:
    return can(request.actor.role, Permission.EMPLOYER_CONTACT_LOG)  # type: ignore[attr-defined]


def employer_visits(
    request: HttpRequest, members: Iterable[UUID], first: date | None, last: date, *, limit: int
) -> list[Any]:
    """The rows behind `visits_of`, for whoever visits employers at all."""
    if not sees_visits(request):
        return []
    return read.many(request, visits_of(members, first, last), limit=limit)


def _visit(request: HttpRequest, row: Any, today: date, pack: Pack) -> Line:
    purposes = pack.codes("employer_contact.purpose")
    known = row.next_purpose in purposes
    what_for = [purposes.label(row.next_purpose, get_language() or "en") if known else ""]
    if row.next_on < today:
        what_for.append(_("planned for %(day)s") % {"day": near_text(row.next_on, today)})
    page = here(request, "employers:employer", employer_id=row.pk)
    log = f"{here(request, 'employers:contact')}?employer={row.pk}"
    return Line(
        over=_("Visit"),
        name=row.employer.name,
        href=page,
        meta=" · ".join(filter(None, what_for)),
        brief=what_for[0],
        page=page,
        log=log if row.next_on <= today else "",
    )
