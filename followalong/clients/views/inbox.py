"""Referrals as lists: mine and everyone's, the waiting list, and what was answered."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.roles import Permission, can
from followalong.agencies.timings import TimingRuleSet
from followalong.agencies.words import speech
from followalong.clients import rows
from followalong.clients.models import Referral
from followalong.clients.views import shown

LIMIT = 100
LOOK_BACK = dt.timedelta(days=30)


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """The inbox: who asked, how long they have waited, who follows up, what comes next."""
    tabs = {"answered": _answered, "waiting": _waiting_list}
    return tabs.get(request.GET.get("tab", ""), _open)(request, clock.localdate())


def _open(request: HttpRequest, today: dt.date) -> HttpResponse:
    me = request.actor.membership_id
    site = _uuid(request.GET.get("site", ""))
    pending = rows.mine_first(rows.at_site(rows.pending_referrals(), site), me)
    found = read.many(request, pending, limit=LIMIT)
    yours = [row for row in found if row.owner_id == me]
    others = found[len(yours) :]
    welcomed = read.many(request, rows.at_site(rows.welcomed_referrals(today), site), limit=LIMIT)
    rules = shown.rules_of(request, [*yours, *others, *welcomed], today)
    leads = can(request.actor.role, Permission.CASELOAD_VIEW_TEAM)
    since = today - LOOK_BACK
    declined = read.many(request, rows.declined_referrals(since), limit=LIMIT) if leads else []
    context = {
        "yours": _lines(request, yours, rules, today),
        "others": _lines(request, others, rules, today),
        "welcomed": _lines(request, welcomed, rules, today),
        "declined": [shown.answered_line(request, row, today) for row in declined],
        "is_cut": len(found) == LIMIT,
        "limit": LIMIT,
        "leads": leads,
        "sites": read.many(request, rows.named_sites(today)),
        "site": site,
        "can_enrol": can(request.actor.role, Permission.ENROLMENT_EDIT),
        **_frame(request, today, leads=leads),
    }
    return render(request, "clients/referrals.html", context)


def _waiting_list(request: HttpRequest, today: dt.date) -> HttpResponse:
    """In the order of asking and never another; with the one tap that welcomes somebody."""
    found = read.many(request, rows.waitlisted_referrals(), limit=LIMIT)
    rules = shown.rules_of(request, found, today)
    context = {
        "listed": [shown.listed_line(request, row, rules[row.program_id], today) for row in found],
        "is_cut": len(found) == LIMIT,
        "limit": LIMIT,
        "can_decide": can(request.actor.role, Permission.REFERRAL_DECIDE),
        **_frame(request, today, leads=False),
    }
    return render(request, "clients/referrals_waiting.html", context)


def _answered(request: HttpRequest, today: dt.date) -> HttpResponse:
    """Answered ones, a page at a time: `before` is the day and id of the last one shown."""
    query = rows.answered_referrals()
    if last := _place(request.GET.get("before", "")):
        query = query.filter(rows.older_than(*last))
    found = read.many(request, query, limit=LIMIT)
    older = f"{found[-1].decided_on}_{found[-1].pk}" if len(found) == LIMIT else ""
    context = {
        "answered": [shown.answered_line(request, row, today) for row in found],
        "older": f"?tab=answered&before={older}" if older else "",
        "newer": "?tab=answered" if last else "",
        **_frame(request, today, leads=False),
    }
    return render(request, "clients/referrals_answered.html", context)


def _frame(request: HttpRequest, today: dt.date, *, leads: bool) -> dict[str, Any]:
    """What stands on each of the three lists. Who leads is told who has waited long."""
    pack, _lang = speech(request)
    days = pack.value("waiting_list_days")
    role = request.actor.role
    return {
        "days": days,
        "waited_long": read.count(request, rows.waited_long(today, days)) if leads else 0,
        "can_add": can(role, Permission.REFERRAL_CREATE),
        "can_set_up": can(role, Permission.REFERRAL_SET_UP),
    }


def _lines(
    request: HttpRequest, found: list[Referral], rules: dict[UUID, TimingRuleSet], today: dt.date
) -> list[dict[str, Any]]:
    return [shown.referral_line(request, row, rules[row.program_id], today) for row in found]


def _place(text: str) -> tuple[dt.date, UUID] | None:
    day, _dash, row_id = text.partition("_")
    try:
        return dt.date.fromisoformat(day), UUID(row_id)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
