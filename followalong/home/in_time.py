"""In good time: what is due or nearly so, and nothing that a day begins with."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.rules import ReasonCode, rules_of, what_can_wait
from followalong.home.mine import holders, mine
from followalong.home.people import Person, people, shown
from followalong.home.side import settles_text
from followalong.home.words import by_text, today_of
from followalong.ui.words import day_text

LARGEST = 300
EDITS = Permission.ENROLMENT_EDIT


@dataclass(frozen=True)
class Group:
    """One kind of thing, and the people it is about, the longest waiting first."""

    code: ReasonCode
    text: str
    people: list[Person]

    @property
    def count(self) -> int:
        return len(self.people)


@requires(Permission.CONTACT_VIEW)
@require_safe
def in_time(request: HttpRequest) -> HttpResponse:
    """Everybody on my caseload for whom something of the kind is due."""
    day = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    folk = people(request, mine(request, holders(request, day), day), day, limit=LARGEST)
    found = groups(folk, pack, day)
    shown(request, {p.enrolment_id: p for group in found for p in group.people}.values())
    context = {"groups": [_lines(request, group, day) for group in found]}
    return render(request, "home/in_time.html", context)


def groups(folk: list[Person], pack: Pack, day: date) -> list[Group]:
    by_id = {person.enrolment_id: person for person in folk}
    return [
        Group(code, _text(pack, code), [by_id[of] for of in ids])
        for code, ids in what_can_wait((today_of(person) for person in folk), day)
    ]


def _text(pack: Pack, code: ReasonCode) -> str:
    if code is ReasonCode.BENEFITS_AFTER_START:
        return _("Offer benefits counselling: the job has started")
    known = [rule for rule in rules_of(code) if rule in pack.timings]
    return settles_text(pack, known[0]) if known else str(code)


def _lines(request: HttpRequest, group: Group, day: date) -> dict[str, Any]:
    rules = rules_of(group.code)
    lines = [
        {
            "name": person.name,
            "href": here(request, "home:clocks", enrolment_id=person.enrolment_id),
            "renew": _again(request, ReasonCode.CONSENT_ENDS, group.code, person),
            "sign": _again(request, ReasonCode.SIGNATURE, group.code, person),
            "talk": _talk(request, group.code, person),
            "when": _when(min(c.due_on for c in person.clocks if c.rule in rules), day),
        }
        for person in group.people
    ]
    return {"code": group.code, "text": group.text, "count": group.count, "lines": lines}


def _again(request: HttpRequest, wanted: ReasonCode, code: ReasonCode, person: Person) -> str:
    """A yes that ends soon, or has to be signed, is asked again in one tap, filled as it was."""
    if code is not wanted or not can(request.actor.role, EDITS):  # type: ignore[attr-defined]
        return ""
    return here(request, "clients:choice_renew", choice_id=_first_of(person, code))


def _talk(request: HttpRequest, code: ReasonCode, person: Person) -> str:
    """What an employer may know is looked at again in the talk itself."""
    if code is not ReasonCode.DISCLOSURE_AGAIN or not can(request.actor.role, EDITS):  # type: ignore[attr-defined]
        return ""
    return here(request, "employers:disclosure", client_id=person.client_id)


def _first_of(person: Person, code: ReasonCode) -> UUID:
    rules = rules_of(code)
    ending = [c for c in person.clocks if c.rule in rules and c.done_on is None]
    return min((c.due_on, c.subject_id) for c in ending)[1]


def _when(due_on: date, day: date) -> str:
    if due_on >= day:
        return by_text(due_on, day)
    return _("since %(day)s") % {"day": day_text(due_on, day)}
