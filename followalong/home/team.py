"""Team: a lead's people in numbers, who needs somebody, who covers whom, what the week asks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.access import led_by
from followalong.agencies.gates import requires
from followalong.agencies.links import here, page_for
from followalong.agencies.models import Agency, Membership, StaffFte
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.rows import here_on, started_by
from followalong.agencies.rules import is_over
from followalong.caseload.rules import at_full_time
from followalong.core.dates import week_start
from followalong.employers.rows import kept_in_number, unsigned_weeks
from followalong.home.cover import cover_line, covers
from followalong.home.mine import open_enrolments
from followalong.home.team_table import (
    NOBODY,
    linked,
    named,
    numbers_of,
    page_of_holder,
    team_columns,
)
from followalong.home.waiting import long_waits, waiting_long
from followalong.ui.words import days_text, near_text, number_text

SPECIALIST = "employment_specialist"
# People without anybody are named one by one up to here; the number opens all of them.
NAMED = 10


@requires(Permission.CASELOAD_VIEW_TEAM)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    staff = read.many(request, _staff(request, today))
    rows = _rows(request, today, pack, [one for one in staff if not is_over(one.ended_on, today)])
    context = {
        "columns": _columns(request.membership.agency),
        "table": [_cells(request, row) for row in rows],
        "people": sum(row["everyone"] for row in rows),
        "active": sum(row["active"] for row in rows),
        "days": pack.value("active_within_days"),
        "gone": [
            _gone(request, row, today)
            for row in rows
            if is_over(row["specialist__ended_on"], today)
        ],
        "keeping": [_keeping(request, one, today) for one in staff if is_over(one.ended_on, today)],
        "alone": _alone(request, rows, today),
        "covers": [cover_line(row, today) for row in read.many(request, covers(request, today))],
        "waits": sum(row["long"] for row in rows) + _long_referrals(request, today, pack),
        "unsigned": _unsigned(request, today),
        "hand_over": _hand_over(request),
        "new_staff": page_for(request, Permission.STAFF_GUIDE, "agencies:new_staff"),
        "cover": page_for(request, Permission.CASELOAD_ASSIGN, "home:cover"),
    }
    return render(request, "home/team.html", context)


def _rows(
    request: HttpRequest, today: date, pack: Pack, here_now: list[Any]
) -> list[dict[str, Any]]:
    """Everybody of the team who goes along with people or could, by name; then nobody's."""
    long = waiting_long(today, pack)
    held = numbers_of(request, today, pack, "specialist__ended_on", long=long)
    by_holder = {row["specialist"]: row for row in held}
    staff = {member.pk: member for member in here_now}
    free = [_nobody_yet(m) for pk, m in staff.items() if pk not in by_holder]
    rows = [
        {**row, "fte": staff[row["specialist"]].fte_now if row["specialist"] in staff else None}
        for row in [*held, *free]
    ]
    return sorted(rows, key=lambda row: (row["specialist"] is None, _name(row).casefold()))


def _staff(request: HttpRequest, today: date) -> QuerySet[Membership]:
    """The specialists of the team, each with the full-time share of today (measures.md E6); and
    who left, while employers are still theirs."""
    shares = StaffFte.objects.filter(membership=OuterRef("pk"), from_on__lte=today)
    share = shares.order_by("-from_on").values("fte")[:1]
    actor = request.actor  # type: ignore[attr-defined]
    here_now = here_on(today) & started_by(today) & Q(role=SPECIALIST)
    if actor.team_id is not None:  # of another program's people nobody is seen, and 0 is untrue
        here_now &= Q(program_id=actor.team_id) | Q(program_id__isnull=True)
    kept = Coalesce(Subquery(kept_in_number(request, OuterRef("pk"))), 0)
    rows = Membership.objects.filter(led_by(actor)).annotate(kept=kept)
    rows = rows.filter(here_now | Q(ended_on__lt=today, kept__gt=0))
    rows = rows.order_by("given_name", "family_name", "pk")
    return rows.annotate(fte_now=Coalesce(Subquery(share), "fte"))


def _nobody_yet(member: Membership) -> dict[str, Any]:
    """A specialist who goes along with no one."""
    numbers = dict.fromkeys(("everyone", "active", "seeking", "working", "quiet", "waiting"), 0)
    return {
        "specialist": member.pk,
        "specialist__given_name": member.given_name,
        "specialist__family_name": member.family_name,
        "specialist__ended_on": member.ended_on,
        "long": 0,
        **numbers,
    }


def _name(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["specialist__given_name"], row["specialist__family_name"])))


def _columns(agency: Agency) -> list[Any]:
    """The usual ones, and after `active` the same two for somebody full time."""
    first, people, active, *others = team_columns(agency)
    return [first, people, active, (_("At full time"), "number"), *others]


def _cells(request: HttpRequest, row: dict[str, Any]) -> list[Any]:
    active, *others = linked(request, row)
    return [*named(request, row), active, _full_time(row), *others]


def _full_time(row: dict[str, Any]) -> str:
    """`43 · 28 (0.8)`: people and active as for somebody full time, and the share if it is less."""
    if row["specialist"] is None:
        return ""
    both = (at_full_time(row[key], row["fte"]) for key in ("everyone", "active"))
    said = " · ".join(map(str, both))
    is_less = row["fte"] is not None and row["fte"] < 1
    return f"{said} ({number_text(row['fte'])})" if is_less else said


def _gone(request: HttpRequest, row: dict[str, Any], today: date) -> dict[str, Any]:
    return {
        "name": _name(row),
        "number": row["everyone"],
        "day": near_text(row["specialist__ended_on"], today),
        "href": _hand_over(request, row["specialist"]),
    }


def _keeping(request: HttpRequest, member: Any, today: date) -> dict[str, Any]:
    """Who left and is still named as the one who keeps in touch with employers."""
    page = _hand_over(request, member.pk)
    return {
        "name": member.name,
        "number": member.kept,
        "day": near_text(member.ended_on, today),
        "href": f"{page}&is_leaving=on" if page else "",
    }


def _hand_over(request: HttpRequest, whose: Any = "") -> str:
    """Where people are handed over, for whoever may."""
    page = page_for(request, Permission.CASELOAD_ASSIGN, "home:hand_over")
    return f"{page}?who={whose}" if page and whose else page


def _alone(request: HttpRequest, rows: list[dict[str, Any]], today: date) -> dict[str, Any]:
    """Who has no specialist: the first few by name, the longest here first, and how many."""
    number = next((row["everyone"] for row in rows if row["specialist"] is None), 0)
    if not number:
        return {"folk": [], "more": 0}
    found = open_enrolments().filter(specialist__isnull=True).select_related("client__same_as")
    folk = [
        {
            "name": row.client.person.full_name,
            "href": here(request, "home:client", client_id=row.client.person.pk),
            "meta": _("here for %(days)s") % {"days": days_text((today - row.entered_on).days)},
        }
        for row in read.many(request, found.order_by("entered_on", "pk"), limit=NAMED)
    ]
    return {
        "folk": folk,
        "more": number - len(folk),
        "href": page_of_holder(request, None),
        "name": _hand_over(request, NOBODY),
    }


def _long_referrals(request: HttpRequest, today: date, pack: Pack) -> int:
    if not can(request.actor.role, Permission.REFERRAL_VIEW):  # type: ignore[attr-defined]
        return 0
    return read.count(request, long_waits(today, pack))


def _unsigned(request: HttpRequest, today: date) -> int | None:
    """Employer contacts of the last two weeks that nobody signed off; None for who may not."""
    if not can(request.actor.role, Permission.EMPLOYER_CONTACT_SIGN_OFF):  # type: ignore[attr-defined]
        return None
    last_week = week_start(today) - timedelta(weeks=1)
    return sum(unsigned_weeks(request, last_week, today).values())
