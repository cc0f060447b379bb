"""Links, routes and questions as the page of a program's referrals shows them."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.clients.forms.arrivals import StepForm
from followalong.clients.models import ReferralLink, ReferralRoute
from followalong.clients.views import shown
from followalong.ui.words import day_text


def link_line(
    request: HttpRequest, row: ReferralLink, pack: Pack, lang: str, today: dt.date
) -> dict[str, Any]:
    """Whom a link is for, and whether it still works."""
    ended = _("ended %(day)s") % {"day": day_text(row.ended_on, today)} if row.ended_on else ""
    parts = [
        ended,
        shown.label(pack, "referral.source", row.source, lang),
        row.site.name if row.site else "",
        _("made %(day)s") % {"day": day_text(row.made_on, today)},
    ]
    return {
        "name": row.name,
        "href": here(request, "clients:link", link_id=row.pk),
        "meta": " · ".join(filter(None, parts)),
        "is_ended": bool(row.ended_on),
    }


def route_line(request: HttpRequest, row: ReferralRoute, pack: Pack, lang: str) -> dict[str, Any]:
    """For which referrals a route is, and who takes them; with its two buttons' own forms."""
    which = [
        row.site.name if row.site else _("any site"),
        shown.label(pack, "referral.source", row.source, lang) or _("asked by anyone"),
    ]
    offers = _("offers to meet %(peer)s first") % {"peer": row.peer.name} if row.peer else ""
    takes = row.membership.name if row.membership else row.get_takes_display()
    return {
        "name": takes,
        "meta": " · ".join(filter(None, [*which, offers])),
        "up": here(request, "clients:route_up", route_id=row.pk),
        "remove": here(request, "clients:route_remove", route_id=row.pk),
        "up_form": StepForm(auto_id=False),
        "remove_form": StepForm(auto_id=False),
    }


def question_lines(pack: Pack, setting: str | None, lang: str) -> list[dict[str, str]]:
    return [
        {"ask": one.ask.say(lang), "why": one.why.say(lang)} for one in pack.questions_for(setting)
    ]
