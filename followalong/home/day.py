"""What a day holds: appointments in the order of time, and employers to go back to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment, Contact
from followalong.clients.rows import wished_meetings
from followalong.employers.models import AgencyEmployer
from followalong.home.people import SNIPPET
from followalong.home.words import snippet
from followalong.ui.words import near_text

AT_MOST = 30
CLIENT = ("client__given_name", "client__family_name", "client__preferred_name")


@dataclass(frozen=True)
class Line:
    """One line of the day: when, who, what and where, and what was said last."""

    over: str
    name: str
    href: str
    meta: str
    said: str = ""
    log: str = ""


def appointments(
    request: HttpRequest, held_by: Iterable[UUID], today: date, pack: Pack
) -> list[Line]:
    """Today's planned meetings of these members, with what the person said last."""
    notes = (
        read.visible(request, Contact.objects.filter(client=OuterRef("client")))
        .exclude(note__isnull=True)
        .exclude(note="")
        .order_by("-started_on", "-id")
    )
    planned = (
        Appointment.objects.filter(membership__in=held_by, starts_on=today, status="planned")
        .select_related("client")
        .only("starts_at", "kind", "location", *CLIENT)
        .annotate(last_note=Subquery(notes.values(short=Left("note", SNIPPET))[:1]))
        .order_by("starts_at")
    )
    return [_meeting(request, row, pack) for row in read.many(request, planned, limit=AT_MOST)]


def _meeting(request: HttpRequest, row: Any, pack: Pack) -> Line:
    lang = get_language() or "en"
    what = [
        pack.codes("contact.category").label(row.kind, lang) if row.kind else "",
        pack.codes("contact.location").label(row.location, lang) if row.location else "",
    ]
    client = row.client
    return Line(
        over=time_format(timezone.localtime(row.starts_at), "H:i"),
        name=client.full_name if client else _("Without a person"),
        href=here(request, "home:client", client_id=client.pk) if client else "",
        meta=" · ".join(filter(None, what)),
        said=snippet(row.last_note or ""),
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


def employer_visits(request: HttpRequest, today: date, pack: Pack) -> list[Line]:
    """My employers whose next visit is today or was before."""
    actor = request.actor  # type: ignore[attr-defined]
    if not can(actor.role, Permission.EMPLOYER_CONTACT_LOG):
        return []
    due = (
        AgencyEmployer.objects.filter(next_on__lte=today, owner=actor.membership_id)
        .select_related("employer")
        .order_by("next_on", "name_key")
    )
    return [_visit(request, row, today, pack) for row in read.many(request, due, limit=AT_MOST)]


def _visit(request: HttpRequest, row: Any, today: date, pack: Pack) -> Line:
    purposes = pack.codes("employer_contact.purpose")
    known = row.next_purpose in purposes
    what = [purposes.label(row.next_purpose, get_language() or "en") if known else ""]
    if row.next_on < today:
        what.append(_("planned for %(day)s") % {"day": near_text(row.next_on, today)})
    return Line(
        over=_("Visit"),
        name=row.employer.name,
        href=here(request, "employers:employer", employer_id=row.pk),
        meta=" · ".join(filter(None, what)),
    )
