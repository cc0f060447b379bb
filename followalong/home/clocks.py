"""Everything with a day about one person: what is asked, what runs, what waits and why."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Clock, Milestone, NotNow
from followalong.caseload.rules import BY_HAND, CAN_DECLINE, Excuse
from followalong.clients.models import Enrolment
from followalong.home.people import Person, clock_facts, with_what_goes_on
from followalong.home.side import clock_line, settles_text
from followalong.ui.words import day_text

OPEN = {"done_on": None, "enrolment__isnull": False}


@requires(Permission.CONTACT_VIEW)
@require_safe
def clocks(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Every clock of an enrolment that is not done, and what was ticked off by hand."""
    day = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    row = read.one(request, Enrolment.objects.select_related("client"), pk=enrolment_id)
    (person,) = with_what_goes_on(request, Enrolment.objects.filter(pk=row.pk), day)
    running = read.many(request, Clock.objects.filter(enrolment=row, done_on=None))
    may = can(request.actor.role, Permission.ENROLMENT_EDIT) and row.exited_on is None  # type: ignore[attr-defined]
    lines = [_line(request, clock, person, pack, day, may=may) for clock in running]
    lines.sort(key=lambda line: line["due_on"])
    context = {
        "client": row.client,
        "client_page": here(request, "home:client", client_id=row.client_id),
        "now": [line for line in lines if not line["why"] and line["said"]],
        "later": [line for line in lines if not line["why"] and not line["said"]],
        "waiting": [line for line in lines if line["why"]],
        "done": _done(request, row, pack, day),
        "not_now": _not_now(request, row, pack, day),
        "can_edit": may,
    }
    return render(request, "home/clocks.html", context)


def _line(
    request: HttpRequest, clock: Clock, person: Person, pack: Pack, day: date, *, may: bool
) -> dict[str, Any]:
    (fact,) = clock_facts([_stored(clock)])
    line = clock_line(fact, person, pack, day)
    settled = clock.rule in BY_HAND or clock.rule in CAN_DECLINE
    return {
        "text": settles_text(pack, clock.rule),
        "when": _of_job(line.when, clock, person),
        "due_on": clock.due_on,
        "said": line.said,
        "why": _why(clock.excuse) if clock.excuse else "",
        "href": here(request, "caseload:settle", clock_id=clock.pk) if may and settled else "",
    }


def _stored(clock: Clock) -> dict[str, Any]:
    days = {name: getattr(clock, name) for name in ("start_on", "warn_on", "due_on")}
    return {
        "rule": clock.rule,
        "subject_id": str(clock.subject_id) if clock.subject_id else None,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _of_job(when: str, clock: Clock, person: Person) -> str:
    job = next((job for job in person.jobs if job.id == clock.subject_id), None)
    return f"{when} · {job.employer or job.title}" if job else when


def _why(excuse: str) -> str:
    return {
        Excuse.CLOSED: _("support has ended"),
        Excuse.JOB_ENDED: _("the job has ended"),
        Excuse.DECLINED_BY_PERSON: _("not wanted now"),
        Excuse.KEEPS_A_JOB: _("came to keep a job"),
        Excuse.LATER_CONTACT: _("you met later"),
        Excuse.PAUSED: _("paused"),
        Excuse.OUT_OF_TOUCH: _("out of touch"),
        Excuse.ASKED_TO_STOP: _("asked us to stop"),
        Excuse.AS_AGREED: _("tried for as long as agreed"),
    }[Excuse(excuse)]


def _done(request: HttpRequest, row: Enrolment, pack: Pack, day: date) -> list[dict[str, Any]]:
    """What was ticked off by hand, the last first."""
    noted = Milestone.objects.filter(enrolment=row, membership__isnull=False)
    rows = read.many(request, noted.select_related("membership").order_by("-on", "-pk"), limit=30)
    return [
        {
            "pk": one.pk,
            "text": _noted(pack, one.kind),
            "meta": f"{day_text(one.on, day)} · {one.membership.name}",
        }
        for one in rows
    ]


def _noted(pack: Pack, kind: str) -> str:
    rule = next((rule for rule, settled in BY_HAND.items() if settled == kind), "")
    if rule:
        return settles_text(pack, rule)
    texts = {
        "JOB_TROUBLE": _("Trouble at work"),
        "VR_STABLE_SINCE": _("Stable, as VR sees it"),
    }
    return texts.get(kind, kind)


def _not_now(request: HttpRequest, row: Enrolment, pack: Pack, day: date) -> list[dict[str, Any]]:
    rows = read.many(request, NotNow.objects.filter(enrolment=row).order_by("-from_on", "-pk"))
    return [
        {
            "pk": one.pk,
            "text": settles_text(pack, one.rule),
            "meta": _("until %(day)s") % {"day": day_text(one.until_on, day)}
            if one.until_on
            else _("until they say so"),
            "said": one.in_their_words or "",
        }
        for one in rows
        if one.until_on is None or one.until_on >= day
    ]
