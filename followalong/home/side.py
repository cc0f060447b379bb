"""The right column of a person's page: what comes next, and what the person decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import can
from followalong.caseload.access import may_tick
from followalong.caseload.rules import Clock, PersonToday, reasons
from followalong.clients.choices_shown import AT_START
from followalong.core.actor import Actor
from followalong.core.ids import uuid7
from followalong.home.agenda import BEFORE, MEETS
from followalong.home.entries import label
from followalong.home.people import Person
from followalong.home.rows import moment
from followalong.home.words import Said, by_text, said, say

# So many of those that only run; the rest is on the page of clocks.
LATER = 3


@dataclass(frozen=True)
class MeetingLine:
    """A planned meeting, its page, and where one tap says that it happened."""

    id: str
    text: str
    href: str
    happened: str
    command_id: UUID


@dataclass(frozen=True)
class StepLine:
    """A next step with the command that its one tap sends."""

    id: UUID
    text: str
    due: str
    command_id: UUID
    can_tick: bool


@dataclass(frozen=True)
class ClockLine:
    """A clock that asks for something now, or one that runs, with what would settle it."""

    settles: str
    when: str
    said: Said | None = None


@dataclass(frozen=True)
class Choice:
    about: str
    detail: str
    said: str
    correct: str


def meetings(
    request: HttpRequest, rows: list[dict[str, Any]], pack: Pack, today: date
) -> list[MeetingLine]:
    """What is planned with the person; one tap says that it happened, once its time has come."""
    logs = any(can(request.actor.role, one) for one in MEETS)  # type: ignore[attr-defined]
    return [_meeting(request, row, pack, today, logs=logs) for row in rows]


def _meeting(
    request: HttpRequest, row: dict[str, Any], pack: Pack, today: date, *, logs: bool
) -> MeetingLine:
    starts_at = datetime.fromisoformat(row["starts_at"])
    parts = [
        moment(starts_at, today),
        row["title"] or "",
        label(pack, "contact.category", row["kind"]),
        label(pack, "contact.location", row["location"]),
    ]
    text = " · ".join(filter(None, parts))
    asks = logs and not row["group_id"] and starts_at <= timezone.now() + BEFORE
    return MeetingLine(
        id=row["id"],
        text=text[:1].upper() + text[1:],
        href=here(request, "caseload:appointment", appointment_id=row["id"]),
        happened=here(request, "home:happened", appointment_id=row["id"]) if asks else "",
        command_id=uuid7(),
    )


def next_steps(actor: Actor, person: Person | None, today: date) -> list[StepLine]:
    steps = person.steps if person else ()
    return [
        StepLine(
            step.id,
            step.text,
            by_text(step.due_on, today) if step.due_on else "",
            uuid7(),
            may_tick(actor, step.owner_id),
        )
        for step in steps
    ]


def next_clocks(
    person: Person | None, pack: Pack, today: date
) -> tuple[list[ClockLine], list[ClockLine]]:
    """Those that ask for something now, and those that only run."""
    now: list[ClockLine] = []
    later: list[ClockLine] = []
    for clock in sorted(person.clocks, key=lambda c: c.due_on) if person else ():
        line = clock_line(clock, person, pack, today)
        (now if line.said else later).append(line)
    return now, later[:LATER]


def clock_line(clock: Clock, person: Person, pack: Pack, today: date) -> ClockLine:
    """What would settle a clock, by when, and what it asks for if it asks for something now."""
    settles, when = settles_text(pack, clock.rule), by_text(clock.due_on, today)
    asks = reasons(PersonToday(person.enrolment_id, (clock,)), today)
    if not asks:
        return ClockLine(settles, when)
    if asks[0].code.can_wait:
        return ClockLine(when, when, said(asks[0], settles, "plan"))
    return ClockLine(settles, when, say(asks[0], person, today, clock))


def settles_text(pack: Pack, rule: str) -> str:
    """A rule in words; one that the pack no longer has is said as it is called."""
    return pack.timings[rule].label.say(get_language() or "en") if rule in pack.timings else rule


def choices(request: HttpRequest, rows: list[dict[str, Any]], pack: Pack) -> list[Choice]:
    """What the person said yes to, in words; whatever is not here is no."""
    return [_choice(request, row, pack) for row in rows]


def _choice(request: HttpRequest, row: dict[str, Any], pack: Pack) -> Choice:
    details = [row["recipient"] or "", label(pack, "consent.topic", row["topic"])]
    return Choice(
        about=label(pack, "consent.type", row["type"]),
        detail=" · ".join(filter(None, details)),
        said=row["in_their_words"] or "",
        correct=here(request, "home:correct_choice", choice_id=row["id"]),
    )


def to_ask(
    request: HttpRequest, person_id: UUID, rows: list[dict[str, Any]], pack: Pack
) -> list[dict[str, str]]:
    """The two choices that are asked at the start and have no yes."""
    given = {row["type"] for row in rows}
    return [
        {
            "about": label(pack, "consent.type", kind),
            "href": here(request, "clients:choice_ask", client_id=person_id, kind=kind),
        }
        for kind in AT_START
        if kind not in given
    ]
