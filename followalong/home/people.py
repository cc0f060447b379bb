"""The people of a caseload as a page shows them: one query, whatever their number.

Clocks, steps, facets and jobs come with the enrolment they belong to, so that a page of fifty
people asks the database what a page of five does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Left
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment, Clock, Contact, NextStep
from followalong.caseload.rules import Clock as ClockFact
from followalong.caseload.rules import ClockRule
from followalong.clients.models import Assignment, Client, Facet, OutreachChoice
from followalong.core.actor import Actor
from followalong.core.kept import READERS, KeptArray, KeptSubquery
from followalong.jobs.models import Job

SNIPPET = 240
SHOWN_OF_A_PERSON = ("given_name", "family_name", "preferred_name", "pronouns", "phone")
DETAILS = ("language", "postal_code", "email", "ok_to_text", "safe_contact")
ROWS_OF_A_PERSON = ("client", "client__same_as")
COLUMNS = (
    *("agency", "client", "entered_on", "exited_on"),
    *(f"{row}__{name}" for row in ROWS_OF_A_PERSON for name in SHOWN_OF_A_PERSON),
    *("client__same_as", "program__name"),
    *("specialist__given_name", "specialist__family_name"),
)
_ASKED = ("ways", "ask_whom")
# What is further away than this is on the page of a person's clocks.
AHEAD = timedelta(days=62)
RUNNING = Q(done_on__isnull=True, excuse__isnull=True)


@dataclass(frozen=True)
class Step:
    id: UUID
    text: str
    due_on: date | None
    owner_id: UUID | None = None


@dataclass(frozen=True)
class JobNow:
    """A job held today, or one that was accepted and starts later."""

    id: UUID
    title: str
    employer: str | None
    started_on: date


@dataclass(frozen=True)
class LastContact:
    on: date
    mode: str | None
    note: str


@dataclass(frozen=True)
class Details:
    """What a list says about a person only when it is asked to."""

    language: str = ""
    postal_code: str = ""
    email: str = ""
    ok_to_text: bool | None = None
    safe_contact: str = ""


@dataclass(frozen=True)
class Person:
    """One open enrolment with what is going on in it today; several of one person, joined by
    `together.one_each`, name each of their programs."""

    enrolment_id: UUID
    client_id: UUID
    name: str
    pronouns: str
    phone: str
    entered_on: date
    exited_on: date | None
    programs: tuple[str, ...]
    specialist: str
    facets: tuple[str, ...]
    clocks: tuple[ClockFact, ...]
    steps: tuple[Step, ...]
    jobs: tuple[JobNow, ...]
    last: LastContact | None
    talked_on: date | None
    meets_at: datetime | None
    held_since: date | None
    ways: tuple[str, ...] | None = None
    ask_whom: str = ""
    details: Details = Details()
    specialist_id: UUID | None = None


def people(
    request: HttpRequest,
    enrolments: QuerySet,
    today: date,
    *,
    limit: int | None = None,
    details: bool = False,
) -> list[Person]:
    """These enrolments within reach, each with what belongs to it, to be put in order.

    Nobody is shown yet: a page passes those whom it does show through `shown`.
    """
    more = [f"{row}__{name}" for row in ROWS_OF_A_PERSON for name in DETAILS] if details else []
    purpose = getattr(request, "purpose", "")
    rows = (
        enrolments.select_related("client__same_as", "specialist", "program")
        .only(*COLUMNS, *more)
        .annotate(**_going_on(request.actor, purpose, today))  # type: ignore[attr-defined]
    )
    return [_person(row, details=details) for row in read.visible(request, rows)[:limit]]


def shown(request: HttpRequest, folk: Iterable[Person]) -> list[Person]:
    """The people whom a page shows, on the record: exactly these and no one else."""
    listed = list(folk)
    request.reading.add(Client, (p.client_id for p in listed), len(listed))  # type: ignore[attr-defined]
    return listed


def with_what_goes_on(request: HttpRequest, enrolments: QuerySet, today: date) -> list[Person]:
    """The same for one person's page, where all of them are shown."""
    return shown(request, people(request, enrolments, today))


@lru_cache(maxsize=READERS)
def _going_on(actor: Actor, purpose: str, today: date) -> dict[str, Any]:
    """What belongs to an enrolment, as JSON beside it. The outer rows passed the read gate;
    contacts and jobs pass it once more, since a role may see less of them."""
    mine = {"enrolment": OuterRef("pk")}
    contacts = Contact.objects.filter(**mine).visible_to(actor, purpose)
    contacts = contacts.order_by("-started_on", "-id")
    jobs = Job.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today), client=OuterRef("client")
    ).visible_to(actor, purpose)
    near = Q(due_on__lte=today + AHEAD) | Q(warn_on__lte=today)
    clocks = Clock.objects.filter(RUNNING, near, **mine).unlocked_for(actor)
    if not can(actor.role, Permission.CONTACT_VIEW):
        clocks = clocks.none()
    steps = NextStep.objects.filter(done_on__isnull=True, **mine).unlocked_for(actor)
    return {
        "facets_now": KeptArray(
            facets_on(today).filter(**mine).order_by("from_on").values("kind").distinct()
        ),
        "clocks_now": _rows(clocks, "id", "rule", "subject_id", "start_on", "warn_on", "due_on"),
        "steps_now": _rows(
            steps.order_by(F("due_on").asc(nulls_last=True)), "id", "text", "due_on", "owner_id"
        ),
        "jobs_now": _rows(
            jobs.order_by("started_on"),
            "id",
            "title",
            "started_on",
            employer=F("employer__employer__name"),
        ),
        "last_contact": _first(contacts, "mode", on=F("started_on"), note=Left("note", SNIPPET)),
        "outreach": _first(OutreachChoice.objects.filter(to_on__isnull=True, **mine), *_ASKED),
        "talked_on": KeptSubquery(contacts.filter(two_way=True).values("started_on")[:1]),
        "held_since": KeptSubquery(
            Assignment.objects.filter(**mine, membership=OuterRef("specialist"))
            .filter(to_on__isnull=True)
            .order_by("-from_on")
            .values("from_on")[:1]
        ),
        "meets_at": KeptSubquery(
            Appointment.objects.filter(
                client=OuterRef("client"), starts_on__gte=today, status="planned"
            )
            .unlocked_for(actor)
            .order_by("starts_at")
            .values("starts_at")[:1]
        ),
    }


def facets_on(today: date) -> QuerySet:
    return Facet.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), from_on__lte=today)


def _rows(rows: QuerySet, *names: str, **more: Any) -> KeptArray:
    return KeptArray(rows.values(row=JSONObject(**{n: n for n in names}, **more)))


def _first(rows: QuerySet, *names: str, **more: Any) -> KeptSubquery:
    return KeptSubquery(rows.values(row=JSONObject(**{n: n for n in names}, **more))[:1])


def _details(client: Any) -> Details:
    said = {name: getattr(client, name) for name in DETAILS}
    return Details(**{name: value for name, value in said.items() if value is not None})


def _person(row: Any, *, details: bool) -> Person:
    client = row.client.person
    return Person(
        enrolment_id=row.pk,
        client_id=client.pk,
        name=client.full_name,
        pronouns=client.pronouns or "",
        phone=client.phone or "",
        entered_on=row.entered_on,
        exited_on=row.exited_on,
        programs=(row.program.name,),
        specialist=row.specialist.name if row.specialist else "",
        specialist_id=row.specialist_id,
        facets=tuple(row.facets_now or ()),
        clocks=clock_facts(row.clocks_now or ()),
        steps=steps(row.steps_now or ()),
        jobs=jobs(row.jobs_now or ()),
        last=last_contact(row.last_contact),
        talked_on=row.talked_on,
        meets_at=row.meets_at,
        held_since=row.held_since,
        ways=tuple(row.outreach["ways"]) if row.outreach else None,
        ask_whom=(row.outreach or {}).get("ask_whom") or "",
        details=_details(client) if details else Details(),
    )


def clock_facts(rows: Iterable[dict[str, Any]]) -> tuple[ClockFact, ...]:
    return tuple(
        ClockFact(
            rule=ClockRule(row["rule"]),
            subject_id=UUID(row["subject_id"]) if row["subject_id"] else None,
            start_on=_day(row["start_on"]),
            warn_on=_day(row["warn_on"]) if row["warn_on"] else None,
            due_on=_day(row["due_on"]),
        )
        for row in rows
    )


def steps(rows: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(
            UUID(r["id"]),
            r["text"],
            _day(r["due_on"]) if r["due_on"] else None,
            UUID(r["owner_id"]) if r["owner_id"] else None,
        )
        for r in rows
    )


def jobs(rows: Iterable[dict[str, Any]]) -> tuple[JobNow, ...]:
    return tuple(
        JobNow(UUID(r["id"]), r["title"], r["employer"], _day(r["started_on"])) for r in rows
    )


def last_contact(row: dict[str, Any] | None) -> LastContact | None:
    return LastContact(_day(row["on"]), row["mode"], row["note"] or "") if row else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
