"""The week: what is planned on each day, as a grid, a list, or for the whole team."""

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.models import Cover, Leave, Membership
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload import rows
from followalong.core.dates import week_start
from followalong.home.agenda import (
    MEETS,
    PLANS,
    Line,
    appointments_of,
    employer_visits,
    meeting_lines,
    visit_lines,
)
from followalong.ui.words import day_text, full_day_text

OPENS = (*PLANS, Permission.CASELOAD_VIEW_TEAM)
WEEK, LIST = dt.timedelta(days=7), dt.timedelta(days=28)
AT_MOST = 300
# Nobody plans further away, and a date in an address can be anything.
FARTHEST = dt.timedelta(days=366 * 5)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose, from which day, as a grid or a list."""

    who: Membership
    first: dt.date
    as_list: bool
    today: dt.date

    @property
    def span(self) -> dt.timedelta:
        return LIST if self.as_list else WEEK

    @property
    def last(self) -> dt.date:
        return self.first + self.span - dt.timedelta(days=1)

    def address(self, **other: str) -> str:
        values = {"who": str(self.who.pk), "on": self.first.isoformat(), **other}
        if self.as_list:
            values.setdefault("view", "list")
        return "?" + urlencode({key: value for key, value in values.items() if value})


@dataclass
class Day:
    """One day with what is planned on it."""

    on: dt.date
    title: str
    exact: str
    is_today: bool
    is_over: bool
    holiday: str
    is_away: bool
    plan: str
    lines: list[Line] = field(default_factory=list)


@requires(*OPENS)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday, or four weeks as a list."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    today = timezone.localdate()
    members = members_in_sight(request, today)
    asked = _asked(request, members, today)
    days = _days(request, asked, pack)
    context = {
        "days": [day for day in days if not asked.as_list or day.lines],
        "asked": asked,
        "title": span_text(asked.first, asked.last, today),
        "is_mine": asked.who.pk == request.actor.membership_id,  # type: ignore[attr-defined]
        "members": members,
        "earlier": asked.address(on=(asked.first - asked.span).isoformat()),
        "later": asked.address(on=(asked.first + asked.span).isoformat()),
        "now": asked.address(on=""),
        "as_grid": asked.address(view="grid"),
        "as_list": asked.address(view="list"),
        "team": f"{here(request, 'home:week_team')}?on={asked.first.isoformat()}",
        "shows_team": len(members) > 1,
        "view": "list" if asked.as_list else "grid",
        "choose": True,
        "can_plan": any(can(request.actor.role, one) for one in MEETS),  # type: ignore[attr-defined]
    }
    return render(request, "home/week.html", context)


def members_in_sight(request: HttpRequest, today: dt.date) -> list[Membership]:
    """Whose calendars this reader may look at: a lead the program's, others their own and those
    with whom they share cover now or soon; oneself first."""
    me: Membership = request.membership  # type: ignore[attr-defined]
    if can(request.actor.role, Permission.CASELOAD_VIEW_TEAM):  # type: ignore[attr-defined]
        found = read.many(request, rows.members_who_meet(me.program_id, today))
        return [me, *(one for one in found if one.pk != me.pk)]
    shared = read.many(
        request,
        Cover.objects.filter(Q(away=me) | Q(covering=me), to_on__gte=today).select_related(
            "away", "covering"
        ),
    )
    others = {one.pk: one for cover in shared for one in (cover.away, cover.covering)}
    return list({me.pk: me, **others}.values())


def day_in_address(request: HttpRequest) -> dt.date:
    """The day that the address names; anything else is today."""
    today = timezone.localdate()
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return on if abs(on - today) < FARTHEST else today


def span_text(first: dt.date, last: dt.date, today: dt.date) -> str:
    """`Mon 23 Nov to Sun 29 Nov`."""
    days = {"first": day_text(first, today), "last": day_text(last, today)}
    return _("%(first)s to %(last)s") % days


def _asked(request: HttpRequest, members: list[Membership], today: dt.date) -> Asked:
    """Anything unknown in the address is as if it were not there."""
    wanted = request.GET.get("who", "")
    who = next((one for one in members if str(one.pk) == wanted), members[0])
    as_list = request.GET.get("view") == "list"
    on = day_in_address(request)
    return Asked(who, on if as_list else week_start(on), as_list, today)


def _days(request: HttpRequest, asked: Asked, pack: Pack) -> list[Day]:
    """Every day of the span with its meetings, then the employers to go to."""
    days = {day.on: day for day in _empty(request, asked, pack)}
    meetings = read.many(
        request, appointments_of([asked.who.pk], asked.first, asked.last), limit=AT_MOST
    )
    visits = employer_visits(request, [asked.who.pk], asked.first, asked.last, limit=AT_MOST)
    for on, day in days.items():
        of_day = [row for row in meetings if row.starts_on == on]
        day.lines += meeting_lines(request, of_day, pack)
        due = [row for row in visits if row.next_on == on]
        day.lines += visit_lines(request, due, asked.today, pack)
    return list(days.values())


def _empty(request: HttpRequest, asked: Asked, pack: Pack) -> list[Day]:
    away = leave_days(request, [asked.who.pk], asked.first, asked.last)
    lang, plan = get_language() or "en", here(request, "home:plan")
    days = [asked.first + dt.timedelta(days=number) for number in range(asked.span.days)]
    return [
        Day(
            on=on,
            title=day_text(on, asked.today),
            exact=full_day_text(on),
            is_today=on == asked.today,
            is_over=on < asked.today,
            holiday=pack.holidays(on.year, lang).get(on, ""),
            is_away=(asked.who.pk, on) in away,
            plan=f"{plan}?on={on.isoformat()}" if on >= asked.today else "",
        )
        for on in days
    ]


def leave_days(
    request: HttpRequest, members: list[UUID], first: dt.date, last: dt.date
) -> set[tuple[UUID, dt.date]]:
    """Who is away on which day."""
    found = read.many(
        request, Leave.objects.filter(membership__in=members, from_on__lte=last, to_on__gte=first)
    )
    return {
        (leave.membership_id, first + dt.timedelta(days=number))
        for leave in found
        for number in range((last - first).days + 1)
        if leave.from_on <= first + dt.timedelta(days=number) <= leave.to_on
    }
