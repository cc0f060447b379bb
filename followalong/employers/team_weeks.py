"""The team's week with employers as the template shows it: words and addresses, prepared."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies.links import here
from followalong.agencies.models import Leave, Membership
from followalong.core.dates import week_start
from followalong.employers import shown
from followalong.employers.models import EmployerContact
from followalong.employers.rules import days_away, is_staff_work, sign_by
from followalong.ui.words import day_text

SIX_DAYS = dt.timedelta(days=6)
LEARNED = 160


def about(monday: dt.date, today: dt.date, entries: list[EmployerContact]) -> dict[str, Any]:
    """Which week it is, whether it is over, and until when signing keeps the log weekly."""
    return {
        "week": week_text(monday, today),
        "monday": monday,
        "is_over": monday < week_start(today),
        "has_entries": bool(entries),
        "sign_by": day_text(sign_by(monday), today),
        "is_in_time": today <= sign_by(monday),
    }


def week_text(monday: dt.date, today: dt.date) -> str:
    """`this week`, `last week`, else `Mon 2 Nov to Sun 8 Nov`."""
    weeks = (week_start(today) - monday).days // 7
    if weeks == 0:
        return _("this week")
    if weeks == 1:
        return _("last week")
    days = {"first": day_text(monday, today), "last": day_text(monday + SIX_DAYS, today)}
    return _("%(first)s to %(last)s") % days


def earlier(
    request: HttpRequest, weeks: Mapping[dt.date, int], monday: dt.date, today: dt.date
) -> list[dict[str, str]]:
    """The other weeks that hold something unsigned, newest first."""
    page = here(request, "employers:team_week")
    return [
        {
            "name": week_text(week, today),
            "href": f"{page}?week={week.isoformat()}",
            "meta": contacts_text(number),
        }
        for week, number in weeks.items()
        if week != monday
    ]


def contacts_text(number: int) -> str:
    return ngettext("%(count)d contact", "%(count)d contacts", number) % {"count": number}


def staff(
    request: HttpRequest,
    members: Iterable[Membership],
    entries: list[EmployerContact],
    *,
    leaves: Iterable[Leave],
    monday: dt.date,
    aim: int,
    today: dt.date,
) -> list[dict[str, Any]]:
    """One part for each colleague, by name; whoever is gone since stands with what they did."""
    spans: dict[Any, list[tuple[dt.date, dt.date]]] = {}
    for leave in leaves:
        spans.setdefault(leave.membership_id, []).append((leave.from_on, leave.to_on))
    everyone = {member.pk: member for member in members}
    everyone |= {e.membership_id: e.membership for e in entries if e.membership_id}
    named = sorted(everyone.values(), key=lambda member: (member.name.casefold(), str(member.pk)))
    return [
        _part(request, member, entries, aim, days_away(monday, spans.get(member.pk, [])), today)
        for member in named
    ]


def _part(
    request: HttpRequest,
    member: Membership,
    entries: list[EmployerContact],
    aim: int,
    away: int,
    today: dt.date,
) -> dict[str, Any]:
    own = [entry for entry in entries if entry.membership_id == member.pk]
    counted = [e for e in own if shown.counts17_of(e).counts and is_staff_work(e.made_by)]
    others = [entry for entry in own if entry not in counted]
    gone = ngettext("away %(count)d day", "away %(count)d days", away) % {"count": away}
    return {
        "name": member.name,
        "count": len(counted),
        "aim": aim,
        "away": gone if away else "",
        "counted": [_line(request, entry, today) for entry in counted],
        "others": [_line(request, entry, today) for entry in others],
    }


def _line(request: HttpRequest, entry: EmployerContact, today: dt.date) -> dict[str, Any]:
    """One contact: where, when, and what was learned in a line."""
    line = shown.contact_entry(request, entry, today, can_log=False)
    learned = line["learned"]
    if len(learned) > LEARNED:
        learned = learned[:LEARNED].rsplit(" ", 1)[0] + "…"
    is_new = entry.signed_off_on is None
    return {**line, "learned": learned, "signed": "" if is_new else _("signed off")}
