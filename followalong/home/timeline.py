"""What happened with a person, newest first, from every room that keeps a part of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from babel.dates import format_date
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.packs import Pack
from followalong.caseload.models import Addendum, Contact
from followalong.clients.models import Disagreement
from followalong.core.actor import Actor
from followalong.core.dates import week_start
from followalong.core.kept import READERS, KeptArray
from followalong.employers.models import EmployerContact
from followalong.home import entries
from followalong.home.entries import Entry
from followalong.jobs.models import Job
from followalong.ui.words import locale

PAGE = 25
_WHEN = ("client", "started_on", "entered_at", "minutes")
_STAFF = ("membership__given_name", "membership__family_name")
_EMPLOYER = ("employer__employer__name",)
_JOB = (
    *("client", "title", "started_on", "own_words"),
    *("ended_on", "end_reason", "end_words", "learned"),
)
SHOWS = ("", "contacts", "jobs", "employers")


class Cursor(NamedTuple):
    """The entry after which an older page begins."""

    on: date
    id: UUID

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        on, _dot, row_id = text.partition(".")
        try:
            return cls(date.fromisoformat(on), UUID(row_id))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.on.isoformat()}.{self.id}"


@dataclass(frozen=True)
class Group:
    text: str
    entries: list[Entry]


@dataclass(frozen=True)
class Timeline:
    groups: list[Group]
    older: str
    jobs: list[Job] = field(default_factory=list)


def timeline(
    request: HttpRequest,
    rows_of: list[UUID],
    pack: Pack,
    today: date,
    *,
    show: str,
    before: Cursor | None,
    also: Iterable[Entry] = (),
) -> Timeline:
    """One page. `rows_of` are the ids of one person's rows; `also` are entries that the page has
    at hand: enrolments and referrals."""
    reader = (request.actor, getattr(request, "purpose", ""))  # type: ignore[attr-defined]
    jobs = read.many(request, _jobs(*reader).filter(client__in=rows_of), limit=100)
    found = [*also] if not show else []
    if show in ("", "employers"):
        made = _visits(*reader).filter(client__in=rows_of)
        visits = read.many(request, _older(made, before), limit=PAGE + 1)
        found += [entries.employer_visit(request, row, pack) for row in visits]
    if show in ("", "contacts"):
        said = _contacts(*reader).filter(client__in=rows_of)
        talks = read.many(request, _older(said, before), limit=PAGE + 1)
        found += [entries.contact(request, row, pack) for row in talks]
    if show in ("", "jobs"):
        found += [entry for row in jobs for entry in entries.job(request, row, pack, today)]
    page = _newest_first(found, before)
    older = str(Cursor(page[PAGE - 1].on, page[PAGE - 1].id)) if len(page) > PAGE else ""
    return Timeline(list(_grouped(page[:PAGE], today)), older, jobs)


@lru_cache(maxsize=READERS)
def _contacts(actor: Actor, purpose: str) -> QuerySet:
    """Contacts with their later words. One that was an employer visit too stands there."""
    added = (
        Addendum.objects.filter(contact=OuterRef("pk"))
        .visible_to(actor, purpose)
        .order_by("written_at")
        .values(row=JSONObject(at="written_at", note="note", by=F("membership__given_name")))
    )
    visits = EmployerContact.objects.filter(contact=OuterRef("pk")).visible_to(actor, purpose)
    return (
        Contact.objects.filter(~Exists(visits.filter(client=OuterRef("client"))))
        .select_related("membership")
        .only(*_WHEN, "mode", "location", "category", "note", *_STAFF)
        .annotate(added=KeptArray(added), disagreed=_disagreed(Contact, actor, purpose))
        .order_by("-started_on", "-id")
    )


@lru_cache(maxsize=READERS)
def _visits(actor: Actor, purpose: str) -> QuerySet:
    return (
        EmployerContact.objects.select_related("employer__employer", "membership")
        .only(*_WHEN, "purpose", "disclosed", "note", "learned", *_STAFF, *_EMPLOYER)
        .annotate(disagreed=_disagreed(EmployerContact, actor, purpose))
        .order_by("-started_on", "-id")
    )


@lru_cache(maxsize=READERS)
def _jobs(actor: Actor, purpose: str) -> QuerySet:
    return (
        Job.objects.select_related("employer__employer")
        .only(*_JOB, *_EMPLOYER)
        .annotate(disagreed=_disagreed(Job, actor, purpose))
        .order_by("-started_on", "-id")
    )


def _disagreed(model: type, actor: Actor, purpose: str) -> KeptArray:
    """The person's own words against each row."""
    said = Disagreement.objects.filter(
        row_type=model._meta.label_lower,  # type: ignore[attr-defined]
        row_id=OuterRef("pk"),
    )
    rows = said.visible_to(actor, purpose).order_by("said_on", "pk")
    return KeptArray(rows.values(row=JSONObject(on="said_on", words="words")))


def _older(rows: QuerySet, before: Cursor | None) -> QuerySet:
    if before is None:
        return rows
    return rows.filter(Q(started_on__lt=before.on) | Q(started_on=before.on, pk__lt=before.id))


def _newest_first(found: Iterable[Entry], before: Cursor | None) -> list[Entry]:
    kept = (e for e in found if before is None or (e.on, e.id) < (before.on, before.id))
    return sorted(kept, key=lambda entry: (entry.on, entry.id), reverse=True)


def _grouped(page: Iterable[Entry], today: date) -> Iterator[Group]:
    for text, rows in groupby(page, key=lambda entry: _stretch(entry.on, today)):
        yield Group(text, list(rows))


def _stretch(on: date, today: date) -> str:
    """`Coming`, `This week`, `Last week`, else the month."""
    monday = week_start(today)
    if on > today:
        return _("Coming")
    if on >= monday:
        return _("This week")
    if on >= monday - timedelta(days=7):
        return _("Last week")
    text = format_date(on, "LLLL y", locale=locale())
    return text[:1].upper() + text[1:]
