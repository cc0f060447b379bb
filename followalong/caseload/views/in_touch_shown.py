"""Being out of touch as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.caseload.models import Contact
from followalong.caseload.rules import Agreed, Effort, is_enough, missing, next_way, way_of
from followalong.caseload.views.shown import code_label, when_text
from followalong.clients.models import Facet, OutreachChoice
from followalong.clients.rules import FacetKind, PauseReason
from followalong.core.dates import closed
from followalong.ui.words import day_text


@dataclass(frozen=True)
class Away:
    """How things stand today: out of touch since a day, asked to stop since one, resting."""

    since: date | None = None
    stopped_on: date | None = None
    rests_since: date | None = None

    @property
    def any(self) -> bool:
        return bool(self.since or self.stopped_on or self.rests_since)


def away_of(facets: Sequence[Facet], today: date) -> Away:
    now = [facet for facet in facets if closed(today, facet.from_on, facet.to_on)]

    def since(kind: str, reason: str | None = None) -> date | None:
        days = (f.from_on for f in now if f.kind == kind and reason in (None, f.reason))
        return max(days, default=None)

    return Away(
        since=since(FacetKind.OUT_OF_TOUCH),
        stopped_on=since(FacetKind.ASKED_TO_STOP),
        rests_since=since(FacetKind.PAUSED, PauseReason.RESTING),
    )


def choice_of(rows: Sequence[OutreachChoice], pack: Pack, today: date) -> dict[str, Any]:
    """The two lines as they hold now, and what was said before."""
    said = [_choice(row, pack, today) for row in rows]
    now = [one for row, one in zip(rows, said, strict=True) if row.to_on is None]
    earlier = [one for row, one in zip(rows, said, strict=True) if row.to_on is not None]
    return {"choice": next(iter(now), None), "earlier": earlier}


def _choice(row: OutreachChoice, pack: Pack, today: date) -> dict[str, Any]:
    lang = get_language() or "en"
    listed = pack.codes("outreach.way")
    asked = {"day": day_text(row.from_on, today), "name": row.membership and row.membership.name}
    return {
        "ways": [listed.label(way, lang) for way in row.ways if way in listed],
        "whom": row.ask_whom or "",
        "stop": stop_words(row.stop_after_weeks, row.stop_after_tries),
        "said": row.in_their_words or "",
        "asked": _("asked %(day)s by %(name)s") % asked if row.membership else asked["day"],
    }


def stop_words(weeks: int | None, tries: int | None) -> str:
    parts = []
    if weeks is not None:
        parts.append(ngettext("after %(count)d week", "after %(count)d weeks", weeks))
        parts[-1] %= {"count": weeks}
    if tries is not None:
        text = ngettext("after %(count)d try", "after %(count)d tries", tries)
        parts.append(text % {"count": tries})
    if not parts:
        return _("when they say so")
    return _(" or ").join(parts)


def tries_of(
    request: HttpRequest,
    tries: Sequence[Contact],
    choices: Sequence[OutreachChoice],
    pack: Pack,
    away: Away,
    done: Effort,
    today: date,
) -> dict[str, Any]:
    """What was tried since, and which way comes next; nothing once it is enough."""
    current = next((row for row in choices if row.to_on is None), None)
    agreed = current and Agreed(current.ways, current.stop_after_weeks, current.stop_after_tries)
    enough = bool(away.since) and is_enough(agreed, done)
    asks = bool(away.since) and not away.stopped_on and not away.rests_since and not enough
    listed = pack.codes("outreach.way")
    ways = current.ways if current else list(listed.where("unasked"))
    way = next_way(ways, way_of(tries[0].mode) if tries else None) if asks else None
    return {
        "tries": [_try(request, row) for row in tries],
        "is_enough": enough,
        "next_way": listed.label(way, get_language() or "en") if way else "",
    }


def _try(request: HttpRequest, row: Contact) -> dict[str, str]:
    how = code_label(request, "contact.mode", row.mode) or _("A try")
    return {
        "name": how,
        "meta": " · ".join([when_text(row), row.membership.name]),
        "href": here(request, "caseload:contact", contact_id=row.pk),
    }


def effort_lines(done: Effort, wanted: Effort) -> list[dict[str, Any]]:
    """Done beside suggested, one line each; what is still missing is said, not demanded."""
    names = Effort(_("Tries"), _("Days"), _("Different people who tried"))  # type: ignore[arg-type]
    less = missing(done, wanted)
    return [
        {"name": name, "done": have, "wanted": want, "missing": lack}
        for name, have, want, lack in zip(names, done, wanted, less, strict=True)
    ]
