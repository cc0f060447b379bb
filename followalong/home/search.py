"""Search: people and employers by name, however it is written, within the reader's reach."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import same_person
from followalong.core.nearest import nearest, nearest_first
from followalong.core.text import fold
from followalong.employers.models import AgencyEmployer
from followalong.ui.words import day_text

SHORTEST = 2
SHOWN = 20
SHOWN_OF_A_PERSON = ("given_name", "family_name", "preferred_name", "pronouns", "died_on")


@dataclass(frozen=True)
class Found:
    name: str
    href: str
    meta: str


@requires(Permission.CLIENT_VIEW, Permission.EMPLOYER_VIEW)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").strip()
    needle = fold(typed)
    is_long_enough = len(needle) >= SHORTEST
    people = find_people(request, needle) if is_long_enough else []
    employers = find_employers(request, needle) if is_long_enough else []
    context = {
        "typed": typed,
        "is_short": bool(typed) and not is_long_enough,
        "is_asked": is_long_enough,
        "people": people,
        "employers": employers,
        "sees_people": can(request.actor.role, Permission.CLIENT_VIEW),  # type: ignore[attr-defined]
    }
    # A script asks for the results alone while somebody types.
    only_results = request.headers.get("X-Part") == "results"
    template = "home/search_results.html" if only_results else "home/search.html"
    return render(request, template, context)


def find_people(request: HttpRequest, needle: str) -> list[Found]:
    if not can(request.actor.role, Permission.CLIENT_VIEW):  # type: ignore[attr-defined]
        return []
    ids = nearest("search_clients", needle)
    if not ids:
        return []
    found = read.many(request, nearest_first(_people(request).filter(pk__in=ids), ids), limit=SHOWN)
    return [_person(request, row) for row in found]


def _people(request: HttpRequest) -> QuerySet:
    """People with what tells two of a name apart, as far as the reader may know of it."""
    known = read.visible(
        request, Enrolment.objects.filter(client__in=same_person(OuterRef(OuterRef("pk"))))
    )
    held = known.filter(exited_on__isnull=True)
    return Client.objects.only(*SHOWN_OF_A_PERSON).annotate(
        is_enrolled=Exists(held),
        is_known=Exists(known),
        holder=Subquery(held.values("specialist__given_name")[:1]),
    )


def find_employers(request: HttpRequest, needle: str) -> list[Found]:
    if not can(request.actor.role, Permission.EMPLOYER_VIEW):  # type: ignore[attr-defined]
        return []
    ids = nearest("search_employers", needle)
    if not ids:
        return []
    rows = AgencyEmployer.objects.filter(pk__in=ids, same_as__isnull=True)
    rows = rows.select_related("employer")
    found = read.many(request, nearest_first(rows, ids), limit=SHOWN)
    return [
        Found(
            row.employer.name,
            here(request, "employers:employer", employer_id=row.pk),
            row.employer.postal_code or "",
        )
        for row in found
    ]


def _person(request: HttpRequest, row: Any) -> Found:
    """Enough to tell two of a name apart, and no more."""
    if row.died_on:
        meta = _("died %(day)s") % {"day": day_text(row.died_on, timezone.localdate())}
    elif row.is_enrolled:
        meta = _("with %(name)s") % {"name": row.holder} if row.holder else _("enrolled")
    else:
        meta = _("support has ended") if row.is_known else _("asked to join")
    parts = [row.pronouns or "", meta]
    href = here(request, "home:client", client_id=row.pk)
    return Found(row.full_name, href, " · ".join(filter(None, parts)))
