"""Drafts of what was planned and has no word yet: meetings, groups, visits to employers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs, read
from followalong.agencies.links import here
from followalong.agencies.roles import can
from followalong.caseload import rows
from followalong.caseload.models import Appointment
from followalong.employers.models import AgencyEmployer
from followalong.employers.rules import EmployerMode
from followalong.home import log_sheet
from followalong.home.agenda import (
    MEETS,
    appointments_of,
    clock_text,
    employer_visits,
    sees_visits,
)
from followalong.home.catch_up_form import Draft, GroupDraft, MeetingDraft, VisitDraft, ids_in
from followalong.home.day import BACK
from followalong.home.happened import usual_entry_among
from followalong.home.mine import holders
from followalong.ui.words import near_text

# So many drafts stand on the page at once; the others follow when these are saved.
AT_MOST = 40
CODES = ("category", "mode", "location")


@dataclass(frozen=True)
class Row:
    """One draft: what was planned, what will be saved of it, its form, and what it is about."""

    kind: str
    id: UUID
    name: str
    when: str
    meta: str
    form: Draft
    href: str
    about: Sequence[Any]
    people: Sequence[log_sheet.Person] = ()


def drafts(request: HttpRequest) -> list[Row]:
    """Everything that waits for a word; of a form that was sent, exactly what stood on it."""
    found: list[Row] = []
    if any(can(request.actor.role, one) for one in MEETS):  # type: ignore[attr-defined]
        found += _meetings(request, _planned(request))
    if sees_visits(request):
        found += [_visit(request, row) for row in _due(request)]
    return found


def _planned(request: HttpRequest) -> list[Appointment]:
    today = timezone.localdate()
    if request.method == "POST":
        return _sent(request, ids_in(request.POST.getlist("meeting")))
    due = appointments_of(holders(request, today), today - BACK, today)
    due = due.filter(status="planned", starts_at__lte=timezone.now())
    return read.many(request, due, limit=AT_MOST)


def _sent(request: HttpRequest, ids: list[UUID]) -> list[Appointment]:
    """What stood on the page: each meeting, and of a group also those who are still expected."""
    named = read.many(request, rows.meetings().filter(pk__in=ids))
    groups = {row.group_id for row in named if row.group_id}
    others = rows.meetings().filter(group_id__in=groups, status="planned").exclude(pk__in=ids)
    found = [*named, *(read.many(request, others) if groups else [])]
    return sorted(
        found, key=lambda row: (row.starts_at, str(row.group_id), row.pk not in ids, row.pk)
    )


def _meetings(request: HttpRequest, planned: Sequence[Appointment]) -> Iterator[Row]:
    """A draft for each planned meeting; one for a group."""
    asked = list(dict.fromkeys(row.person.pk for row in planned if row.client))
    me = request.actor.membership_id  # type: ignore[attr-defined]
    some = log_sheet.Sheet(
        people=log_sheet.people_named(request, asked), past=log_sheet.past_of(request, me)
    )
    offered = log_sheet.code_choices(request, some.past)
    for _group, together in groupby(planned, key=lambda row: row.group_id or row.pk):
        yield _meeting(request, list(together), some, offered)


def _meeting(
    request: HttpRequest, together: list[Appointment], some: log_sheet.Sheet, offered: Any
) -> Row:
    row = together[0]
    people = [some.people[one.person.pk] for one in together if one.client]
    alone = people[0] if len(people) == 1 else None
    likely = usual_entry_among(replace(some, meeting=row), offered, row, alone)
    if row.group_id:
        likely |= {"category": "GROUP", "mode": "IN_PERSON"}
    page = "home:log_group" if row.group_id else "home:log"
    return Row(
        kind="meeting",
        id=row.pk,
        name=", ".join(one.client.full_name for one in people)
        or row.title
        or _("Without a person"),
        when=f"{near_text(row.starts_on, timezone.localdate())}, {clock_text(row.starts_at)}",
        meta=" · ".join([*([row.title] if people and row.title else []), *_words(request, likely)]),
        form=_form(request, row, people, likely, offered),
        href=f"{here(request, page)}?appointment={row.pk}",
        about=together,
        people=people,
    )


def _form(
    request: HttpRequest,
    row: Appointment,
    people: list[log_sheet.Person],
    likely: dict[str, Any],
    offered: Any,
) -> Draft:
    values: dict[str, Any] = {
        "data": request.POST if request.method == "POST" else None,
        "prefix": str(row.pk),
        "initial": likely,
        "codes": {
            name: {likely.get(name), *(code for code, _label in offered[name])} for name in CODES
        },
    }
    if row.group_id:
        return GroupDraft(people=people, **values)
    return MeetingDraft(person=people[0] if people else None, **values)


def _words(request: HttpRequest, likely: dict[str, Any]) -> Iterable[str]:
    """What will be saved beside the minutes and the words, as the reader's list says it."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    for name in CODES:
        listed, code = pack.codes(f"contact.{name}"), likely.get(name)
        if code in listed:
            yield listed.label(code, get_language() or "en")


def _due(request: HttpRequest) -> list[AgencyEmployer]:
    today = timezone.localdate()
    if request.method == "POST":
        sent = ids_in(request.POST.getlist("visit"))
        named = AgencyEmployer.objects.select_related("employer").filter(pk__in=sent)
        return read.many(request, named.order_by("next_on", "name_key"))
    me = request.actor.membership_id  # type: ignore[attr-defined]
    return employer_visits(request, [me], today - BACK, today, limit=AT_MOST)


def _visit(request: HttpRequest, row: AgencyEmployer) -> Row:
    pack, lang = packs.load(request.membership.agency.pack), get_language() or "en"  # type: ignore[attr-defined]
    purposes, modes = pack.codes("employer_contact.purpose"), pack.codes("employer_contact.mode")
    known = row.next_purpose in purposes
    what = [purposes.label(row.next_purpose, lang) if known else ""]
    what.append(modes.label(EmployerMode.IN_PERSON, lang))
    today = timezone.localdate()
    return Row(
        kind="visit",
        id=row.pk,
        name=row.employer.name,
        when=near_text(row.next_on, today) if row.next_on else "",
        meta=" · ".join(filter(None, what)),
        form=VisitDraft(
            data=request.POST if request.method == "POST" else None,
            prefix=str(row.pk),
            initial={
                "on": row.next_on,
                "purpose": row.next_purpose,
                "minutes": None,
            },
        ),
        href=f"{here(request, 'employers:contact')}?employer={row.pk}",
        about=[row],
    )
