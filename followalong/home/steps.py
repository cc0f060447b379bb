"""My next steps: what I agreed to do, the nearest first; and what was done lately."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.caseload import rows
from followalong.home.words import by_text
from followalong.ui.words import day_text, near_text

AT_MOST = 200
LATELY = timedelta(days=7)
DONE_AT_MOST = 20


@dataclass(frozen=True)
class StepLine:
    """One next step: whose, what, by when."""

    id: UUID
    text: str
    who: str
    person: str
    page: str
    meta: str


@dataclass(frozen=True)
class Stretch:
    """The steps of one stretch of time, under its name."""

    title: str
    steps: list[StepLine]


@requires(Permission.CONTACT_LOG)
@require_safe
def next_steps(request: HttpRequest) -> HttpResponse:
    """Everything I agreed to do, for all my people."""
    today = timezone.localdate()
    mine = rows.next_steps().filter(owner=request.actor.membership_id)  # type: ignore[attr-defined]
    still = mine.filter(done_on__isnull=True, enrolment__exited_on__isnull=True)
    open_ones = read.many(
        request, still.order_by(F("due_on").asc(nulls_last=True), "pk"), limit=AT_MOST
    )
    done = read.many(request, _lately(mine, today), limit=DONE_AT_MOST)
    context = {
        "stretches": _stretches(request, open_ones, today),
        "done": [_line(request, step, near_text(step.done_on, today)) for step in done],
    }
    return render(request, "home/next_steps.html", context)


def _lately(mine: QuerySet, today: date) -> QuerySet:
    return mine.filter(done_on__gt=today - LATELY).order_by("-done_on", "-pk")


def _stretches(request: HttpRequest, steps: list[Any], today: date) -> list[Stretch]:
    """Now, later this week and so on; a day that has passed is still to do, nothing worse."""
    names = {"now": _("Now"), "week": _("In the next seven days"), "later": _("Later")}
    found: dict[str, list[StepLine]] = {key: [] for key in (*names, "open")}
    for step in steps:
        found[_when(step.due_on, today)].append(_line(request, step, _by(step.due_on, today)))
    names["open"] = _("Without a day")
    return [Stretch(names[key], lines) for key, lines in found.items() if lines]


def _when(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "open"
    if due_on <= today:
        return "now"
    return "week" if due_on <= today + LATELY else "later"


def _by(due_on: date | None, today: date) -> str:
    if due_on is None:
        return ""
    if due_on < today:
        return _("planned for %(day)s") % {"day": day_text(due_on, today)}
    return by_text(due_on, today)


def _line(request: HttpRequest, step: Any, meta: str) -> StepLine:
    return StepLine(
        id=step.pk,
        text=step.text,
        who=step.person.full_name,
        person=here(request, "home:client", client_id=step.person.pk),
        page=here(request, "caseload:next_step", step_id=step.pk),
        meta=meta,
    )
