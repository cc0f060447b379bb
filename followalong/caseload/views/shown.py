"""Entries as the templates show them: words and addresses, prepared."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.agencies.links import here
from followalong.caseload.models import Contact
from followalong.caseload.rules import likely_two_way
from followalong.ui.words import day_text, minutes_text


def back(request: HttpRequest) -> str:
    """Where the button stood, when that is a page of this site."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if wanted and is_ours else here(request, "home:today")


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
    ]
    return [{"name": name, "value": value} for name, value in said if value]
