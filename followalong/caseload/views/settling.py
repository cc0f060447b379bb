"""A clock that somebody settles by hand: done on a day, or not wanted now."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.caseload import actions
from followalong.caseload.forms import DoneForm, NotNowForm
from followalong.caseload.models import Clock, Milestone, NotNow
from followalong.caseload.rules import BY_HAND, CAN_DECLINE


@requires(Permission.ENROLMENT_EDIT)
@require_safe
def settle(request: HttpRequest, clock_id: UUID) -> HttpResponse:
    """What it waits for, and the two ways to answer it."""
    return _page(request, _one(request, clock_id))


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def done(request: HttpRequest, clock_id: UUID) -> HttpResponse:
    """It was done on a day."""
    clock = _one(request, clock_id)
    form = DoneForm(request.POST)

    def do() -> UUID:
        on = form.cleaned_data["on"]
        return actions.settle_by_hand(by=request.actor, clock=clock, on=on).pk

    return _answered(request, clock, form, do, done=form)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def not_now(request: HttpRequest, clock_id: UUID) -> HttpResponse:
    """The person does not want it now."""
    clock = _one(request, clock_id)
    form = NotNowForm(request.POST)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("until_on", "in_their_words")}
        return actions.say_not_now(by=request.actor, clock=clock, **said).pk

    return _answered(request, clock, form, do, not_now=form)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def take_back_done(request: HttpRequest, done_id: UUID) -> HttpResponse:
    """One tap: it was not done after all. Twice is once."""
    row = read.one(request, Milestone.objects.select_related("enrolment"), pk=done_id)
    actions.take_back_done(by=request.actor, done=row)
    return go(request, "home:clocks", enrolment_id=row.enrolment_id)


@requires(Permission.ENROLMENT_EDIT)
@require_POST
def wanted_again(request: HttpRequest, said_id: UUID) -> HttpResponse:
    """One tap: they want it after all."""
    row = read.one(request, NotNow.objects.select_related("enrolment"), pk=said_id)
    actions.wanted_again(by=request.actor, said=row)
    return go(request, "home:clocks", enrolment_id=row.enrolment_id)


def _one(request: HttpRequest, clock_id: UUID) -> Clock:
    rows = Clock.objects.filter(enrolment__isnull=False)
    clock: Clock = read.one(request, rows.select_related("client", "enrolment"), pk=clock_id)
    return clock


def _answered(
    request: HttpRequest,
    clock: Clock,
    form: CommandForm,
    do: Callable[[], UUID],
    **bound: CommandForm,
) -> HttpResponse:
    if form.is_valid() and write(request, form, do):
        return go(request, "home:clocks", enrolment_id=clock.enrolment_id)
    return _page(request, clock, **bound)


def _page(
    request: HttpRequest,
    clock: Clock,
    *,
    done: CommandForm | None = None,
    not_now: CommandForm | None = None,
) -> HttpResponse:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    known = clock.rule in pack.timings
    context = {
        "clock": clock,
        "client": clock.client,
        "text": pack.timings[clock.rule].label.say(get_language() or "en") if known else clock.rule,
        "back": here(request, "home:clocks", enrolment_id=clock.enrolment_id),
        "done": (done or DoneForm(auto_id="done_%s")) if clock.rule in BY_HAND else None,
        "not_now": (not_now or NotNowForm(auto_id="later_%s"))
        if clock.rule in CAN_DECLINE
        else None,
        "sent": "not_now" if not_now else "",
    }
    status = max((status_of(form) for form in (done, not_now) if form), default=200)
    return render(request, "caseload/settle.html", context, status=status)
