"""Entries as the templates show them: words and addresses, prepared."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.caseload.models import Appointment, Contact, Series
from followalong.caseload.rules import Every, likely_two_way
from followalong.ui.words import day_text, minutes_text


def code_label(request: HttpRequest, key: str, code: str | None) -> str:
    """What people read for a code; one from elsewhere is shown as it came."""
    if not code:
        return ""
    shown = packs.load(request.membership.agency.pack).codes(key)  # type: ignore[attr-defined]
    listed = shown if code in shown else packs.codes.get(key)
    return listed.label(code, get_language() or "en") if code in listed else code


def when_text(entry: Contact) -> str:
    """`Tue 24 Nov, 09:10`, or the day alone when no time is known."""
    day = day_text(entry.started_on, timezone.localdate())
    if entry.started_at is None:
        return day
    return f"{day}, {time_format(timezone.localtime(entry.started_at), 'H:i')}"


def entry_lines(request: HttpRequest, entry: Contact) -> list[dict[str, str]]:
    """What is known about an entry, a name and a value a line. Nothing is shown for unknown."""
    # Who speaks with somebody is answered; it is said only where it could be otherwise.
    goes_without_saying = entry.two_way == likely_two_way(entry.mode)
    answered = "" if goes_without_saying else {True: _("yes"), False: _("no")}.get(entry.two_way)
    said: list[tuple[Any, Any]] = [
        (_("From the team"), entry.membership.name),
        (_("About"), code_label(request, "contact.category", entry.category)),
        (_("How"), code_label(request, "contact.mode", entry.mode)),
        (_("They answered"), answered),
        (_("Where"), code_label(request, "contact.location", entry.location)),
        (_("How long"), "" if entry.minutes is None else minutes_text(entry.minutes)),
        (_("Together"), _together(entry)),
    ]
    return [{"name": name, "value": value} for name, value in said if value]


def _together(entry: Contact) -> str:
    """In how large a group; nobody else's record is named in this one."""
    size = getattr(entry, "group_size", None) or 0
    return _("In a group of %(count)d") % {"count": size} if size > 1 else ""


def meeting_title(meeting: Appointment) -> str:
    """`Tue 24 Nov, 10:00`."""
    local = timezone.localtime(meeting.starts_at)
    day = day_text(meeting.starts_on, timezone.localdate())
    return f"{day}, {time_format(local, 'H:i')}"


def meeting_lines(request: HttpRequest, meeting: Appointment) -> list[dict[str, str]]:
    """What is planned, a name and a value a line."""
    series = meeting.series
    said: list[tuple[Any, Any]] = [
        (_("What for"), meeting.title),
        (_("About"), code_label(request, "contact.category", meeting.kind)),
        (_("Where"), code_label(request, "contact.location", meeting.location)),
        (_("How long"), minutes_text(meeting.minutes) if meeting.minutes else ""),
        (_("From the team"), meeting.membership.name),
        (_("Comes back"), series_text(series) if series else ""),
    ]
    return [{"name": name, "value": value} for name, value in said if value]


def series_text(series: Series) -> str:
    """`every week, until Fri 29 Jan`."""
    often = every_text(Every(series.every))
    if series.until_on is None:
        return often
    until = day_text(series.until_on, timezone.localdate())
    return _("%(often)s, until %(day)s") % {"often": often, "day": until}


def every_text(every: Every) -> str:
    said = {
        Every.WEEK: _("every week"),
        Every.TWO_WEEKS: _("every two weeks"),
        Every.MONTH_WEEKDAY: _("every month, on the same weekday"),
        Every.MONTH_DAY: _("every month, on the same day"),
    }
    return said[every]


def holiday_words(request: HttpRequest, day: dt.date) -> str:
    """`Fri 25 Dec is a holiday: Christmas Day.` It is told, and nothing is blocked."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    name = pack.holidays(day.year, get_language() or "en").get(day)
    if not name:
        return ""
    said = {"day": day_text(day, timezone.localdate()), "name": name}
    return _("%(day)s is a holiday: %(name)s.") % said
