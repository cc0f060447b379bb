"""The caseload: my people, or a team's, one line each; every number opens its rows."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here, page_for
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.rules import who_needs_me
from followalong.home.caseload_asked import (
    FILTERS,
    FROM_CONTACTS,
    SORTS,
    TEAM,
    Asked,
    asked_of,
    enrolments,
)
from followalong.home.caseload_columns import cells, columns_of, heads
from followalong.home.caseload_filters import filter_form, narrowed, view_links, views_of
from followalong.home.flags import flags
from followalong.home.order import PAGE, page_of
from followalong.home.people import Person, people, shown
from followalong.home.rows import person_row
from followalong.home.team_table import NOBODY
from followalong.home.together import count_people, one_each
from followalong.home.words import today_of

LARGEST = 300


@requires(Permission.CASELOAD_VIEW)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    views = views_of(request)
    first = next((view for view in views if view.is_default and _is_mine(request, view)), None)
    if first and first.query and not request.GET:
        return HttpResponseRedirect(f"{here(request, 'home:caseload')}?{first.query}")
    asked = asked_of(request, request.GET, pack)
    reads_contacts = can(request.actor.role, Permission.CONTACT_VIEW)  # type: ignore[attr-defined]
    rows, conditions = enrolments(request, asked, day), flags(day, pack)
    counts = _counts(request, rows, conditions)
    form = filter_form(request, asked, pack)
    folk, last = _page(request, asked, rows, conditions, day)
    context = {
        **_people(request, shown(request, folk), asked, pack, day),
        "total": counts["total"],
        "active": counts["active"],
        "show_active": reads_contacts,
        "facts": _facts(pack),
        "filters": _filters(asked, counts, reads_contacts=reads_contacts),
        "sorts": _sorts(asked),
        "asked": asked,
        "form": form,
        "narrowed": narrowed(form, asked),
        "views": view_links(views, asked),
        "older": asked.address() + f"&after={last}" if last else "",
        **_ways_out(request, asked),
    }
    return render(request, "home/caseload.html", context)


def _is_mine(request: HttpRequest, view: Any) -> bool:
    return view.membership_id == request.actor.membership_id  # type: ignore[attr-defined]


def _ways_out(request: HttpRequest, asked: Asked) -> dict[str, str]:
    """Pages that take the same question along, for whoever may open them."""
    pages = (
        ("views_page", Permission.CASELOAD_VIEW, "home:caseload_views"),
        ("print_page", Permission.CASELOAD_VIEW, "home:caseload_print"),
        ("steps_page", Permission.ENROLMENT_EDIT, "home:caseload_steps"),
        ("file_page", Permission.CASELOAD_EXPORT, "home:caseload_file"),
    )
    found = {key: page_for(request, permission, name) for key, permission, name in pages}
    return {key: href and f"{href}{asked.address()}" for key, href in found.items()}


def _counts(request: HttpRequest, rows: QuerySet, conditions: dict[str, Any]) -> dict[str, int]:
    counted = {key: count_people(test) for key, test in conditions.items()}
    return read.visible(request, rows).aggregate(total=count_people(), **counted)


def _page(
    request: HttpRequest, asked: Asked, rows: QuerySet, conditions: dict[str, Any], day: date
) -> tuple[list[Person], UUID | None]:
    """One page of people, and the last enrolment of it if more follow."""
    details = bool(asked.columns)
    if asked.show:
        rows = rows.filter(conditions[asked.show])
    if asked.sort != "needs":
        ordered = page_of(rows, asked.sort, asked.after)
        found = people(request, ordered, day, limit=PAGE + 1, details=details)
        return _cut(found)
    found = people(request, rows, day, limit=LARGEST, details=details)
    everyone = needing_first(one_each(found), day)
    ids = [person.enrolment_id for person in everyone]
    start = ids.index(asked.after) + 1 if asked.after in ids else 0
    return _cut(everyone[start:])


def _cut(folk: list[Person]) -> tuple[list[Person], UUID | None]:
    page = folk[:PAGE]
    return one_each(page), page[-1].enrolment_id if len(folk) > PAGE else None


def needing_first(folk: list[Person], day: date) -> list[Person]:
    """Who needs me next, then everybody else by name."""
    needs = who_needs_me((today_of(person) for person in folk), day)
    place = {need.enrolment_id: at for at, need in enumerate(needs)}
    last = len(place)
    return sorted(folk, key=lambda p: (place.get(p.enrolment_id, last), p.name.casefold()))


def _people(
    request: HttpRequest, folk: list[Person], asked: Asked, pack: Pack, day: date
) -> dict[str, Any]:
    """The people as lines, or as a table of the chosen columns."""
    columns = columns_of(request, asked.columns)
    if not columns:
        with_specialist = asked.who == TEAM
        lines = [
            person_row(request, person, pack, day, with_specialist=with_specialist)
            for person in folk
        ]
        return {"rows": lines, "table": [], "heads": []}
    table = [cells(request, person, columns, pack, day) for person in folk]
    return {"rows": [], "table": table, "heads": heads(request.membership.agency, columns)}


def _filters(asked: Asked, counts: dict[str, int], *, reads_contacts: bool) -> list[dict[str, Any]]:
    keys = [key for key in FILTERS if reads_contacts or key not in FROM_CONTACTS]
    everyone = {"text": _("Everyone"), "count": counts["total"], "href": asked.address(show="")}
    return [
        {**everyone, "current": not asked.show},
        *(
            {
                "text": _(FILTERS[key]),
                "count": counts[key],
                "href": asked.address(show=key),
                "current": asked.show == key,
            }
            for key in keys
        ),
    ]


def _sorts(asked: Asked) -> list[dict[str, Any]]:
    single = asked.who not in (TEAM, NOBODY)
    return [
        {"text": _(text), "href": asked.address(sort=key), "current": asked.sort == key}
        for key, text in SORTS.items()
        if single or key != "needs"
    ]


def _facts(pack: Pack) -> dict[str, Any]:
    """What the pack says about numbers of people: facts beside them, never a score."""
    low, high = pack.value("usual_caseload")
    return {
        "days": pack.value("active_within_days"),
        "low": low,
        "high": high,
        "cuts": list(zip((5, 4, 3, 2), pack.value("caseload_cuts"), strict=False)),
    }
