"""What the log sheet has ready before anybody types: people, likely answers, unfinished texts."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs, read
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment, Contact, Draft
from followalong.clients.models import Client, Enrolment, Facet, OutreachChoice
from followalong.clients.rows import rows_of
from followalong.clients.rules import FacetKind
from followalong.core.text import fold
from followalong.home.log_form import NOBODY
from followalong.home.mine import mine

DRAFT = "log"
RECENT = 60
FOUND = 8
# A meeting that began so long ago, or begins so soon, is most likely what is being logged.
SINCE, UNTIL = dt.timedelta(hours=2), dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Person:
    """Somebody a contact may be about. Whoever only asked to join has no enrolment yet."""

    client: Client
    enrolment: Enrolment | None = None

    @property
    def facets(self) -> list[str]:
        """What goes on today: only on a sheet, where it was asked for."""
        return self.enrolment.goes_on if self.enrolment else []

    @property
    def agreed(self) -> list[str] | None:
        """The ways they agreed to, while out of touch; None where nothing is to be asked."""
        is_out = FacetKind.OUT_OF_TOUCH in self.facets
        return self.enrolment.agreed_ways if self.enrolment and is_out else None

    @property
    def short_name(self) -> str:
        """`Ben A.`"""
        family = self.client.family_name
        return f"{self.client.name} {family[0]}." if family else self.client.name


@dataclass
class Sheet:
    """Everything the empty form needs, read through the gate in a fixed number of queries."""

    people: dict[UUID, Person] = field(default_factory=dict)  # the likeliest first
    meetings: dict[UUID, Appointment] = field(default_factory=dict)  # each one's first today
    past: list[Contact] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    found: list[UUID] = field(default_factory=list)  # whom the words of a search are like
    meeting: Appointment | None = None  # the one that is being logged

    def likely_person(self, now: dt.datetime) -> UUID | None:
        """Whom a meeting was planned with about now."""
        if self.meeting:
            return self.meeting.person.pk if self.meeting.person else None
        near = (
            of
            for of, meeting in self.meetings.items()
            if now - SINCE <= meeting.starts_at <= now + UNTIL
        )
        return next((of for of in near if of in self.people), None)

    def meeting_with(self, of: UUID | None, now: dt.datetime) -> Appointment | None:
        """The planned meeting that a contact with this person most likely is."""
        if of != self.likely_person(now):
            return None
        return self.meeting or self.meetings.get(of)


def person(request: HttpRequest, client_id: UUID) -> Person:
    """The one person named, with the enrolment that is open or was last; 404 for all others."""
    rows = _enrolments(request, _of({client_id}))
    if rows:
        return Person(rows[0].client.person, rows[0])
    return Person(read.one(request, Client.objects, pk=client_id))


def sheet(
    request: HttpRequest,
    asked: Collection[UUID],
    words: str,
    meeting: Appointment | None = None,
) -> Sheet:
    """People with a meeting today first, then those met last, then the rest of the caseload.

    Before all of them those who are `asked` for, by the page that led here.
    """
    me, today = request.actor.membership_id, timezone.localdate()  # type: ignore[attr-defined]
    meetings = read.many(
        request,
        Appointment.objects.filter(
            membership=me, starts_on=today, status="planned", client__isnull=False
        )
        .select_related("client__same_as")
        .order_by("starts_at"),
    )
    past = past_of(request, me)
    drafts = read.many(
        request, Draft.objects.filter(key__startswith=f"{DRAFT}:").order_by("-kept_at"), limit=3
    )
    found = found_ids(words)
    first = [
        *asked,
        *found,
        *(meeting.person.pk for meeting in meetings),
        *(contact.client_id for contact in past if contact.client_id),
    ]
    named = {*first, *_drafted(drafts)}
    # Two look-ups put together; as one condition with an `or`, everybody would be looked at.
    theirs = Enrolment.objects.filter(_of(named)).values("pk")
    rows = _enrolments(request, Q(pk__in=theirs.union(mine(request, [me], today).values("pk"))))
    people = _in_order(rows, first, {*asked, *found})
    people = {**_not_enrolled(request, [of for of in asked if of not in people]), **people}
    first_of = {meeting.person.pk: meeting for meeting in reversed(meetings)}
    return Sheet(
        people=people,
        meetings=first_of,
        past=past,
        drafts=[draft for draft in drafts if _text(draft, "note")],
        found=[of for of in found if of in people],
        meeting=meeting,
    )


def people_named(request: HttpRequest, ids: Collection[UUID]) -> dict[UUID, Person]:
    """These people, each with the enrolment that is open or was last, and nobody else."""
    rows = _enrolments(request, Q(client__in=ids)) if ids else []
    people = _in_order(rows, list(ids), ids)
    return {**_not_enrolled(request, [of for of in ids if of not in people]), **people}


def _not_enrolled(request: HttpRequest, asked: list[UUID]) -> dict[UUID, Person]:
    """People who only asked to join; 404 unless every one is there."""
    if not asked:
        return {}
    found = {row.pk: Person(row) for row in read.many(request, Client.objects.filter(pk__in=asked))}
    if set(asked) - set(found):
        raise Http404
    return {of: found[of] for of in asked}


def past_of(request: HttpRequest, member_id: UUID) -> list[Contact]:
    """The latest entries of a writer, from which the likely answers come."""
    rows = Contact.objects.filter(membership=member_id).order_by("-started_on", "-id")
    return read.many(request, rows, limit=RECENT)


def found_ids(words: str) -> list[UUID]:
    """People whose name is like these words; the gate decides who of them is shown."""
    needle = fold(words)
    if not needle:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_clients(%s, %s)", [needle, FOUND])
        return [row[0] for row in cursor.fetchall()]


def _of(people: Collection[UUID]) -> Q:
    """Enrolments of these people, on whichever of their rows."""
    return Q(client__in=rows_of(people))


def _enrolments(request: HttpRequest, which: Q) -> list[Enrolment]:
    """One enrolment a person is enough: mine before others', open before over, newest first."""
    me = request.actor.membership_id  # type: ignore[attr-defined]
    some = Enrolment.objects.select_related("client__same_as").annotate(
        goes_on=_going_on(), agreed_ways=_agreed_ways()
    )
    rows = read.many(request, some.filter(which))
    rows.sort(key=lambda row: row.entered_on, reverse=True)
    rows.sort(key=lambda row: (row.exited_on is not None, row.specialist_id != me))
    return rows


def _going_on() -> ArraySubquery:
    """The kinds of an enrolment's facets that hold today."""
    today = timezone.localdate()
    holds = Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    return ArraySubquery(Facet.objects.filter(holds, enrolment=OuterRef("pk")).values("kind"))


def _agreed_ways() -> Subquery:
    """What may be done if we lose touch, as it holds now; None where nobody asked."""
    now = OutreachChoice.objects.filter(enrolment=OuterRef("pk"), to_on__isnull=True)
    return Subquery(now.values("ways")[:1])


def _in_order(
    rows: Iterable[Enrolment], first: list[UUID], also: Collection[UUID]
) -> dict[UUID, Person]:
    """People by likelihood, then by name. Who left is offered only when asked for."""
    people: dict[UUID, Person] = {}
    for row in rows:
        person = row.client.person
        if row.exited_on is None or person.pk in also:
            people.setdefault(person.pk, Person(person, row))
    by_name = sorted(people, key=lambda of: people[of].client.name_key)
    return {of: people[of] for of in dict.fromkeys([*first, *by_name]) if of in people}


def person_choices(some: Sheet) -> list[tuple[str, str]]:
    """Everybody by name, the likeliest first."""
    return [(str(of), one.short_name) for of, one in some.people.items()]


def who_choices(some: Sheet) -> list[tuple[str, str]]:
    """`09:30 Ben A.`, `Rosa L.` and so on, and nobody in particular at the end."""
    said = []
    for of, one in some.people.items():
        meeting = some.meetings.get(of)
        time = f"{time_format(timezone.localtime(meeting.starts_at), 'H:i')} " if meeting else ""
        said.append((str(of), time + one.short_name))
    return [*said, (NOBODY, _("Nobody in particular"))]


def code_choices(request: HttpRequest, past: Collection[Contact]) -> dict[str, list]:
    """The agency's lists with the codes this member uses most in front."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return {
        name: _often_first(_codes(request, pack, name), [getattr(c, name) for c in past])
        for name in ("category", "mode", "location")
    }


def _codes(request: HttpRequest, pack: Pack, name: str) -> list[tuple[str, str]]:
    """A list of the pack; a peer has the peer's own subjects and nobody else has them."""
    listed = pack.codes(f"contact.{name}")
    choices = listed.choices(get_language() or "en", on=timezone.localdate())
    if name != "category":
        return choices
    return [(c, said) for c, said in choices if listed.flag(c, "peer") == is_peer(request)]


def is_peer(request: HttpRequest) -> bool:
    """Whether this member logs as a peer, whose notes are of another kind."""
    role = request.actor.role  # type: ignore[attr-defined]
    return not can(role, Permission.CONTACT_LOG)


def offers(some: Sheet) -> list[dict[str, Any]]:
    """Unfinished texts: about whom, since when, how they begin."""
    return [
        {
            "key": draft.key,
            "command_id": draft.key.partition(":")[2],
            "name": _drafted_name(some, draft),
            "at": timezone.localtime(draft.kept_at),
            "begins": _text(draft, "note")[:80],
        }
        for draft in some.drafts
    ]


def _drafted(drafts: Iterable[Draft]) -> list[UUID]:
    return [of for draft in drafts if (of := read_id(_text(draft, "who")))]


def _drafted_name(some: Sheet, draft: Draft) -> str:
    of = read_id(_text(draft, "who"))
    return some.people[of].short_name if of in some.people else ""


def _text(draft: Draft, name: str) -> str:
    return "".join(draft.text.get(name) or [])


def read_id(text: str | None) -> UUID | None:
    """The id in what an address or form carries, or None; not one is 404."""
    if not text or text == NOBODY:
        return None
    try:
        return UUID(text)
    except ValueError as unreadable:
        raise Http404 from unreadable


def _often_first(choices: list[tuple[str, str]], used: list[Any]) -> list[tuple[str, str]]:
    """The same choices, those used most often in front."""
    return sorted(choices, key=lambda choice: -used.count(choice[0]))
