"""The caseload: my people, or a team's, one line each; every number opens its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.rules import who_needs_me
from followalong.home.flags import flags
from followalong.home.mine import holders, mine, open_enrolments
from followalong.home.order import PAGE, page_of
from followalong.home.people import Person, people, shown
from followalong.home.rows import PersonRow, person_row
from followalong.home.team_table import NOBODY
from followalong.home.words import today_of

LARGEST = 300
TEAM = "team"
# The word in the address and on the screen; the last three need the contacts to be readable.
FILTERS = {
    "seeking": gettext_noop("Looking for work"),
    "working": gettext_noop("Working"),
    "paused": gettext_noop("Paused"),
    "active": gettext_noop("Active"),
    "quiet": gettext_noop("Quiet"),
    "waiting": gettext_noop("No employer visit yet"),
}
FROM_CONTACTS = {"active", "quiet", "waiting"}
SORTS = {
    "needs": gettext_noop("Needs me first"),
    "name": gettext_noop("Name"),
    "last": gettext_noop("Longest without a talk"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose people, which of them, in which order, after whom."""

    who: str
    show: str
    sort: str
    after: UUID | None

    def address(self, **other: str) -> str:
        """The same page with something else asked; a new question starts at the beginning."""
        values = {"who": self.who, "show": self.show, "sort": self.sort, **other}
        return "?" + urlencode({key: value for key, value in values.items() if value})


@requires(Permission.CASELOAD_VIEW)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    role = request.actor.role  # type: ignore[attr-defined]
    leads = can(role, Permission.CASELOAD_VIEW_TEAM)
    reads_contacts = can(role, Permission.CONTACT_VIEW)
    asked = _asked(request, leads=leads, reads_contacts=reads_contacts)
    rows, conditions = _of(request, asked, day), flags(day, pack)
    counts = _counts(request, rows, conditions)
    folk, more = _page(request, asked, rows, conditions, day)
    context = {
        "rows": [_row(request, person, asked, pack, day) for person in shown(request, folk)],
        "total": counts["total"],
        "active": counts["active"],
        "show_active": reads_contacts,
        "facts": _facts(pack),
        "filters": _filters(asked, counts, reads_contacts=reads_contacts),
        "sorts": _sorts(asked),
        "asked": asked,
        "everyone": asked.address(show=""),
        "holders": _holders(request) if leads else [],
        "older": asked.address(after=str(folk[-1].enrolment_id)) if more else "",
    }
    return render(request, "home/caseload.html", context)


def _asked(request: HttpRequest, *, leads: bool, reads_contacts: bool) -> Asked:
    """Anything unknown in the address is as if it were not there."""
    get = request.GET.get
    who = get("who", "") if leads else ""
    who = who if who in (TEAM, NOBODY) or _uuid(who) else TEAM if leads else ""
    show = get("show", "")
    allowed = FILTERS.keys() if reads_contacts else FILTERS.keys() - FROM_CONTACTS
    usual = "needs" if who not in (TEAM, NOBODY) and reads_contacts else "name"
    sort = get("sort", "")
    known = sort in SORTS and (sort != "needs" or usual == "needs")
    return Asked(
        who=who,
        show=show if show in allowed else "",
        sort=sort if known else usual,
        after=_uuid(get("after", "")),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _of(request: HttpRequest, asked: Asked, day: date) -> QuerySet:
    if not asked.who:
        return mine(request, holders(request, day), day)
    if asked.who == TEAM:
        return open_enrolments()
    return open_enrolments().filter(specialist=_uuid(asked.who))


def _counts(request: HttpRequest, rows: QuerySet, conditions: dict[str, Any]) -> dict[str, int]:
    counted = {key: Count("pk", filter=test) for key, test in conditions.items()}
    return read.visible(request, rows).aggregate(total=Count("pk"), **counted)


def _page(
    request: HttpRequest, asked: Asked, rows: QuerySet, conditions: dict[str, Any], day: date
) -> tuple[list[Person], bool]:
    """One page of people, and whether more follow."""
    if asked.show:
        rows = rows.filter(conditions[asked.show])
    if asked.sort != "needs":
        found = people(request, page_of(rows, asked.sort, asked.after), day, limit=PAGE + 1)
        return found[:PAGE], len(found) > PAGE
    everyone = _needing_first(people(request, rows, day, limit=LARGEST), day)
    ids = [person.enrolment_id for person in everyone]
    start = ids.index(asked.after) + 1 if asked.after in ids else 0
    return everyone[start : start + PAGE], len(everyone) > start + PAGE


def _needing_first(folk: list[Person], day: date) -> list[Person]:
    """Who needs me next, then everybody else by name."""
    needs = who_needs_me((today_of(person) for person in folk), day)
    place = {need.enrolment_id: at for at, need in enumerate(needs)}
    last = len(place)
    return sorted(folk, key=lambda p: (place.get(p.enrolment_id, last), p.name.casefold()))


def _row(request: HttpRequest, person: Person, asked: Asked, pack: Pack, day: date) -> PersonRow:
    return person_row(request, person, pack, day, with_specialist=asked.who == TEAM)


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


def _holders(request: HttpRequest) -> list[Membership]:
    """Who holds someone within reach, for the choice of whose people to look at."""
    held = read.visible(request, open_enrolments()).order_by().values("specialist")
    return read.many(request, Membership.objects.filter(pk__in=held).order_by("given_name", "pk"))


def _facts(pack: Pack) -> dict[str, Any]:
    """What the pack says about numbers of people: facts beside them, never a score."""
    low, high = pack.value("usual_caseload")
    return {
        "days": pack.value("active_within_days"),
        "low": low,
        "high": high,
        "cuts": list(zip((5, 4, 3, 2), pack.value("caseload_cuts"), strict=False)),
    }
