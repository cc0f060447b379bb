"""Today: who to see, who needs me next, and what a role without people can do here."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.caseload.rules import ReasonCode, who_needs_me
from followalong.clients.rows import pending_referrals
from followalong.home.agenda import MEETS, PLANS
from followalong.home.answers import answers_for_anything, answers_wanted
from followalong.home.day import day_of, to_meet
from followalong.home.first_hour import beginning
from followalong.home.guide import guide
from followalong.home.in_time import groups
from followalong.home.mine import holders, holds_people, mine
from followalong.home.new_to_you import is_new
from followalong.home.people import Person, people, shown
from followalong.home.team_table import team_columns, team_table
from followalong.home.together import one_each
from followalong.home.words import Said, say, today_of

SHOWN = 6
LARGEST = 300
# A meeting today settles these by itself.
SETTLED_BY_MEETING = {ReasonCode.GONE_QUIET, ReasonCode.FOLLOW_ALONG}


@dataclass(frozen=True)
class Needing:
    """A person and the most pressing of their reasons, in words."""

    person: Person
    said: Said


@dataclass(frozen=True)
class NeedLine:
    """One person of `Needs you`, with the one thing to do."""

    name: str
    href: str
    said: Said
    action: "Action"


@dataclass(frozen=True)
class Action:
    """What to do for a person; the first on the page is the one next step."""

    text: str
    icon: str
    href: str
    kind: str = "secondary"


@requires(Permission.TODAY_VIEW)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate()
    context: dict[str, Any] = {
        "greeting": greeting(request),
        "guide": guide(request),
        "answers_for": answers_for_anything(request.actor.role),  # type: ignore[attr-defined]
        "answers_wanted": answers_wanted(request),
        **beginning(request, day),
    }
    if can(request.actor.role, Permission.CLIENT_VIEW):  # type: ignore[attr-defined]
        context |= _people_of_today(request, day)
    return render(request, "home/today.html", context)


def greeting(request: HttpRequest) -> str:
    """By the clock on the wall of the agency."""
    hour = timezone.localtime().hour
    name = {"name": request.membership.given_name}  # type: ignore[attr-defined]
    if hour < 12:
        return _("Good morning, %(name)s") % name
    if hour < 18:
        return _("Good afternoon, %(name)s") % name
    return _("Good evening, %(name)s") % name


def _people_of_today(request: HttpRequest, day: date) -> dict[str, Any]:
    role = request.actor.role  # type: ignore[attr-defined]
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    held_by = holders(request, day)
    stays = people(request, mine(request, held_by, day), day, limit=LARGEST)
    folk = one_each(stays)
    leads = can(role, Permission.CASELOAD_VIEW_TEAM)
    # A lead may carry a few people too: theirs are shown as well as the team's.
    carries = bool(folk) or not leads
    can_see_needs = can(role, Permission.CONTACT_VIEW) and holds_people(request) and carries
    needs = needing(folk, day) if can_see_needs else []
    listed = shown(request, (need.person for need in needs[:SHOWN]) if needs else folk[:SHOWN])
    planned = day_of(request, held_by, day, pack)
    sees_referrals = can(role, Permission.REFERRAL_VIEW)
    return {
        "has_people": True,
        "can_see_needs": can_see_needs,
        "folk_count": len(folk),
        "folk": listed,
        "covers": len(held_by) - 1,
        "meetings": planned.meetings,
        "visits": planned.visits,
        "waiting": planned.waiting,
        "visit_count": len(planned.meetings) + len(planned.visits),
        "plans_days": any(can(role, one) for one in PLANS),
        "plans_meetings": any(can(role, one) for one in MEETS),
        "in_time": groups(stays, pack, day) if can_see_needs else [],
        "needs": need_lines(request, needs[:SHOWN]),
        "need_count": len(needs),
        "more_needs": max(0, len(needs) - SHOWN),
        "sees_referrals": sees_referrals,
        "new_referrals": read.count(request, pending_referrals()) if sees_referrals else 0,
        "to_meet": to_meet(request, day) if can(role, Permission.CONTACT_LOG_PEER) else [],
        "team_columns": team_columns(request.membership.agency),  # type: ignore[attr-defined]
        "team_table": team_table(request, day, pack) if leads else [],
        "leads": leads,
        "new_count": sum(is_new(person, day) for person in folk) if carries else 0,
    }


def needing(folk: list[Person], day: date) -> list[Needing]:
    """Everybody with a reason to be seen, the most pressing first."""
    by_id = {person.enrolment_id: person for person in folk}
    found = []
    for need in who_needs_me((today_of(person) for person in folk), day):
        person, reason = by_id[need.enrolment_id], need.reasons[0]
        if not (meets_today(person, day) and reason.code in SETTLED_BY_MEETING):
            found.append(Needing(person, say(reason, person, day)))
    return found


def meets_today(person: Person, day: date) -> bool:
    return person.meets_at is not None and timezone.localtime(person.meets_at).date() == day


def need_lines(request: HttpRequest, needs: list[Needing]) -> list[NeedLine]:
    lines = []
    for at, need in enumerate(needs):
        href = here(request, "home:client", client_id=need.person.client_id)
        action = _action(request, need.person, need.said)
        action = replace(action, kind="secondary" if at else "next")
        lines.append(NeedLine(need.person.name, href, need.said, action))
    return lines


def _action(request: HttpRequest, person: Person, said: Said) -> Action:
    log = f"{here(request, 'home:log')}?client={person.client_id}"
    if said.action == "call" and person.phone:
        return Action(_("Call"), "phone", f"tel:{person.phone}")
    if said.action == "visit":
        visit = f"{here(request, 'employers:contact')}?client={person.client_id}"
        return Action(_("Log visit"), "store", visit)
    if said.action == "talk" and can(request.actor.role, Permission.ENROLMENT_EDIT):  # type: ignore[attr-defined]
        talk = here(request, "employers:disclosure", client_id=person.client_id)
        return Action(_("Talk it through"), "file-text", talk)
    if said.action in ("plan", "talk"):
        return Action(_("Plan"), "calendar-plus", log)
    return Action(_("Log"), "notebook-pen", log)
