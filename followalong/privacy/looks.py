"""Who looked, read from the record and told in plain words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followalong.agencies import read
from followalong.agencies.models import Agency, Membership
from followalong.agencies.roles import ROLES, purpose_of
from followalong.agencies.words import role_title
from followalong.audit.models import Event, Seen
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor, ActorKind
from followalong.privacy.rules import Deed, Look, Why, by_day, deed, why

# Rows of the record on one page; those of one day and person become one line.
PAGE = 300
PAGE_READ = "page.read"
# A list may name fifty people in one row.
OWN_PAGE = 100
DEEDS = {
    Deed.TOOK_OUT: gettext_lazy("took a list, file or sheet with it"),
    Deed.WROTE: gettext_lazy("wrote or changed something"),
    Deed.LOOKED: gettext_lazy("looked at it"),
    Deed.REFUSED: gettext_lazy("was refused"),
}
REASONS = {
    Why.WORK: gettext_lazy("to work with the person"),
    Why.QUALITY: gettext_lazy("to keep records right and safe"),
    Why.ASKED: gettext_lazy("because the person asked"),
    Why.EMERGENCY: gettext_lazy("in an emergency, without being on the team"),
}


@dataclass(frozen=True)
class Line:
    """One line of the page."""

    on: dt.date
    who: str
    name: str
    what: str
    why: str
    times: str
    is_emergency: bool
    # The newest of these times a page was opened, if one was.
    look: UUID | None


@dataclass(frozen=True)
class Told:
    lines: list[Line]
    # Where the next page begins; None at the end of the record.
    before: dt.datetime | None


def own_worker(client: Client, actor: Actor) -> QuerySet[Enrolment]:
    """The open enrolment in which this member goes along with this person, if there is one.

    Asked of the enrolment, which every record has; data brought in may come without assignments.
    """
    return Enrolment.objects.filter(
        client__in=same_person(client.pk),
        exited_on__isnull=True,
        specialist_id=actor.membership_id,
    )


def looks_at(
    request: HttpRequest, people: Any, before: Any, agency: Agency, *, named: bool
) -> Told:
    """What the record says of these rows of one person, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    seen = Seen.objects.filter(agency_id=actor.agency_id, client_id__in=people)
    if before:
        seen = seen.filter(at__lt=before)
    rows = list(seen.order_by("-at").values_list("event_id", "at")[: PAGE + 1])
    events = Event.objects.in_bulk([pk for pk, _at in rows[:PAGE]])
    pages = sorted((one for one in events.values() if one.action == PAGE_READ), key=_when)
    newest = {_look(event): event.pk for event in pages if event.membership_id}
    looks = by_day(_look(event) for event in events.values())
    ids = {look.membership_id for look, _times in looks if look.membership_id}
    staff = read.many(request, Membership.everything.filter(pk__in=ids)) if named else []
    names = {member.pk: member.name for member in staff}
    lines = [_line(agency, look, times, names, newest.get(look)) for look, times in looks]
    return Told(lines, rows[PAGE - 1][1] if len(rows) > PAGE else None)


def _when(event: Event) -> dt.datetime:
    return event.at


def _look(event: Event) -> Look:
    return Look(
        on=timezone.localdate(event.at),
        actor_kind=event.actor_kind,
        role=event.role,
        membership_id=event.membership_id,
        deed=deed(event.action, event.outcome, event.fields),
        why=why(event.purpose or purpose_of(event.role)),
    )


def _line(
    agency: Agency, look: Look, times: int, names: Mapping[UUID, str], newest: UUID | None
) -> Line:
    return Line(
        on=look.on,
        who=_who(agency, look),
        name=names.get(look.membership_id, ""),
        what=str(DEEDS[look.deed]),
        why=str(REASONS[look.why]),
        times=_times(times),
        is_emergency=look.why == Why.EMERGENCY,
        look=newest,
    )


def _who(agency: Agency, look: Look) -> str:
    if look.actor_kind == ActorKind.SERVICE:
        return _("The program itself")
    if look.role == "client":
        return _("The person themselves")
    if look.actor_kind == ActorKind.PUBLIC or look.role not in ROLES:
        return _("A visitor of the public page")
    return role_title(agency, look.role)


def own_looks(request: HttpRequest, before: dt.datetime | None) -> dict[str, Any]:
    """What the record says that this member did, newest first: a person once a day and deed."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = Event.objects.filter(agency_id=actor.agency_id, membership_id=actor.membership_id)
    if before:
        rows = rows.filter(at__lt=before)
    events = list(rows.order_by("-at")[: OWN_PAGE + 1])
    seen = Seen.objects.filter(event_id__in=[event.pk for event in events[:OWN_PAGE]])
    named: dict[UUID, set[UUID]] = {}
    for event_id, client_id in seen.values_list("event_id", "client_id"):
        named.setdefault(event_id, set()).add(client_id)
    single = {pk: next(iter(who)) for pk, who in named.items() if len(who) == 1}
    people = read.many(request, Client.objects.filter(pk__in=set(single.values())))
    names = {one.pk: one.full_name for one in people}
    counted: dict[tuple[dt.date, str, str], int] = {}
    for event in events[:OWN_PAGE]:
        if event.pk in named:
            key = (timezone.localdate(event.at), _whom(event, single, names), _what(event))
            counted[key] = counted.get(key, 0) + 1
    lines = [
        {"on": on, "who": who, "what": what, "times": _times(times)}
        for (on, who, what), times in counted.items()
    ]
    older = (
        urlencode({"before": events[OWN_PAGE - 1].at.isoformat()}) if len(events) > OWN_PAGE else ""
    )
    return {"lines": lines, "older": f"?{older}" if older else "", "newer": "?" if before else ""}


def _whom(event: Event, single: Mapping[UUID, UUID], names: Mapping[UUID, str]) -> str:
    if event.pk not in single:
        return _("A list of people")
    return names.get(single[event.pk], _("Somebody you no longer open"))


def _what(event: Event) -> str:
    look = _look(event)
    return f"{DEEDS[look.deed]}, {REASONS[look.why]}"


def _times(times: int) -> str:
    return ngettext("once", "%(n)d times", times) % {"n": times}


def moment(text: str) -> dt.datetime | None:
    """Where a page begins, as its address says; nothing that is no moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
