"""What the address of a caseload asks for: whose people, which of them, in which order, shown how.

The address says all of it, so that going back, a bookmark and a kept view mean the same.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_noop

from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import NextStep
from followalong.home.caseload_columns import KEYS
from followalong.home.flags import facet
from followalong.home.mine import holders, mine, open_enrolments
from followalong.home.team_table import NOBODY

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
STEPS = {
    "with": gettext_noop("With a next step"),
    "without": gettext_noop("Without a next step"),
}

NARROWING = ("facet", "step", "program", "site")


@dataclass(frozen=True)
class Asked:
    """A question about a caseload. Whatever is empty does not narrow it."""

    who: str = ""
    show: str = ""
    facet: str = ""
    step: str = ""
    program: str = ""
    site: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    after: UUID | None = None

    def query(self, **other: Any) -> str:
        """The question as an address writes it; a new one starts at the beginning."""
        said = replace(self, after=None, **other)
        names = ("who", "show", "facet", "step", "program", "site", "sort", "after")
        pairs = [(name, getattr(said, name)) for name in names]
        pairs += [("col", key) for key in said.columns]
        return urlencode([(name, value) for name, value in pairs if value])

    def address(self, **other: Any) -> str:
        return f"?{self.query(**other)}"

    @property
    def is_narrow(self) -> bool:
        """Something beyond the filters in sight narrows it."""
        return any(getattr(self, name) for name in NARROWING)


def asked_of(request: HttpRequest, said: QueryDict, pack: Pack) -> Asked:
    """Anything unknown in the address is as if it were not there."""
    role = request.actor.role  # type: ignore[attr-defined]
    leads = can(role, Permission.CASELOAD_VIEW_TEAM)
    reads_contacts = can(role, Permission.CONTACT_VIEW)
    get = said.get
    who = get("who", "") if leads else ""
    who = who if who in (TEAM, NOBODY) or uuid_of(who) else TEAM if leads else ""
    usual = "needs" if who not in (TEAM, NOBODY) and reads_contacts else "name"
    sort = get("sort", "")
    is_known = sort in SORTS and (sort != "needs" or usual == "needs")
    filters = FILTERS.keys() if reads_contacts else FILTERS.keys() - FROM_CONTACTS
    chosen = said.getlist("col")
    return Asked(
        who=who,
        show=_one_of(get("show", ""), filters),
        facet=_one_of(get("facet", ""), pack.codes("facet.kind")),
        step=_one_of(get("step", ""), STEPS),
        program=str(uuid_of(get("program", "")) or ""),
        site=str(uuid_of(get("site", "")) or ""),
        sort=sort if is_known else usual,
        columns=tuple(key for key in KEYS if key in chosen),
        after=uuid_of(get("after", "")),
    )


def _one_of(text: str, known: Any) -> str:
    return text if text and text in known else ""


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def enrolments(request: HttpRequest, asked: Asked, today: date) -> QuerySet:
    """The open enrolments that the question is about, all its filters but `show` applied."""
    rows = _whose(request, asked, today)
    if asked.facet:
        rows = rows.filter(facet(asked.facet, today))
    if asked.step:
        rows = rows.filter(_step(asked.step))
    if asked.program:
        rows = rows.filter(program=asked.program)
    if asked.site:
        rows = rows.filter(referral__site=asked.site)
    return rows


def _whose(request: HttpRequest, asked: Asked, today: date) -> QuerySet:
    if not asked.who:
        return mine(request, holders(request, today), today)
    if asked.who == TEAM:
        return open_enrolments()
    return open_enrolments().filter(specialist=uuid_of(asked.who))


def _step(which: str) -> Any:
    there = Exists(NextStep.objects.filter(enrolment=OuterRef("pk"), done_on__isnull=True))
    return there if which == "with" else ~there
