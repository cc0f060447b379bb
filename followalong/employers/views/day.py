"""Employers near a place, and a day's route among those that are chosen."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.employers import rows, shown
from followalong.employers.forms.day import DayForm
from followalong.employers.models import AgencyEmployer
from followalong.employers.rules.routes import Stop, day_route

# So many are offered; so many fit into a day on foot or by bus.
OFFERED = 30
AT_MOST = 12


@requires(Permission.EMPLOYER_CONTACT_LOG)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Chosen ones in an order; without a start, those whose visit is planned are offered."""
    start = request.GET.get("start", "").strip()[:12]
    chosen = read.many(request, _all(request).filter(pk__in=_chosen(request)), limit=AT_MOST)
    others = read.many(request, _offered(request, start), limit=OFFERED)
    offered = list({one.pk: one for one in [*chosen, *others]}.values())
    pack, lang = speech(request)
    asked = {"start": start, "go": [str(one.pk) for one in chosen]}
    context = {
        "form": DayForm(initial=asked, pack=pack, lang=lang, offered=offered),
        "route": _route(request, start, chosen),
        "offered": offered,
        "start": start,
    }
    return render(request, "employers/day.html", context)


def _all(request: HttpRequest) -> Any:
    return rows.standing(rows.employers(request, timezone.localdate()))


def _offered(request: HttpRequest, start: str) -> Any:
    if start:
        return rows.near(_all(request), start)
    mine = rows.kept_by(_all(request), request.actor.membership_id)  # type: ignore[attr-defined]
    return rows.visits_due(mine, timezone.localdate())


def _chosen(request: HttpRequest) -> list[UUID]:
    """The ids of the address; what is none is left out."""
    found = []
    for text in request.GET.getlist("go")[:AT_MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _route(request: HttpRequest, start: str, chosen: list[AgencyEmployer]) -> list[dict[str, Any]]:
    known = {one.pk: one for one in chosen}
    stops = [Stop(one.pk, one.employer.name, one.employer.postal_code) for one in chosen]
    today = timezone.localdate()
    return [
        {
            **shown.employer_line(request, known[stop.key], today),
            "pk": stop.key,
            "place": stop.postal_code or "",
        }
        for stop in day_route(start, stops)
    ]
