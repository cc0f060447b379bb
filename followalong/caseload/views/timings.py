"""Timers: how each program counts its clocks, beside the pack's numbers and their source."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Program, ProgramTiming
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.caseload.actions import change_timing
from followalong.caseload.forms import TimingForm
from followalong.caseload.rules import ClockRule, ReferralRule
from followalong.caseload.views.timings_shown import excuse_choices, initial_of, rule_line

EDITS = {"purpose": "HOPERAT"}
# The clocks kept here; the employer contacts of a week are counted as they are asked for.
KEPT = {*ClockRule, *ReferralRule}


@requires(Permission.TIMING_EDIT, **EDITS)
@require_safe
def timings(request: HttpRequest) -> HttpResponse:
    """The programs whose numbers one may change; with one there is nothing to choose."""
    programs = _programs(request)
    if len(programs) == 1:
        return go(request, "caseload:program_timings", program_id=programs[0].pk)
    return render(request, "caseload/timings.html", {"programs": programs})


@requires(Permission.TIMING_EDIT, **EDITS)
@require_safe
def program_timings(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Every clock of a program: what the pack says, and what the program says."""
    program, pack = _one(request, program_id)
    own = _own(request, program)
    today = timezone.localdate()
    address = here(request, "caseload:timing", program_id=program.pk)
    lines = [
        rule_line(pack.timings[rule], own.get(rule, []), today) | {"href": f"{address}?rule={rule}"}
        for rule in pack.timings
        if rule in KEPT
    ]
    context = {"program": program, "lines": lines, "pack": pack.title.say(get_language() or "en")}
    context["home"] = here(request, "caseload:timings")
    return render(request, "caseload/program_timings.html", context)


@requires(Permission.TIMING_EDIT, **EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def timing(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """One clock of a program: its own numbers from a day on."""
    program, pack = _one(request, program_id)
    if "rule" not in request.GET:
        return go(request, "caseload:program_timings", program_id=program.pk)
    rule = pack.timings.get(request.GET["rule"])
    if rule is None or rule.key not in KEPT:
        raise Http404
    own = _own(request, program).get(rule.key, [])
    form = TimingForm(
        request.POST or None,
        initial=initial_of(rule, own, timezone.localdate()),
        rule=rule,
        excuses=excuse_choices(),
    )
    back = here(request, "caseload:program_timings", program_id=program.pk)
    if request.method == "POST" and form.is_valid():
        said = form.own()
        if write(
            request,
            form,
            lambda: change_timing(by=request.actor, program=program, rule=rule.key, **said).pk,
        ):
            return go(request, "caseload:program_timings", program_id=program.pk)
    line = rule_line(rule, own, timezone.localdate())
    context = {"form": form, "program": program, "line": line, "back": back}
    return render(request, "caseload/timing.html", context, status=status_of(form))


def _programs(request: HttpRequest) -> list[Program]:
    """Who works in one program changes that one; who sets the agency up changes each."""
    rows = Program.objects.order_by("name", "pk")
    if team := request.actor.team_id:  # type: ignore[attr-defined]
        rows = rows.filter(pk=team)
    return read.many(request, rows)


def _one(request: HttpRequest, program_id: UUID) -> tuple[Program, Pack]:
    team = request.actor.team_id  # type: ignore[attr-defined]
    if team and team != program_id:
        raise Http404
    program = read.one(request, Program.objects.select_related("agency"), pk=program_id)
    return program, packs.load(program.agency.pack)


def _own(request: HttpRequest, program: Program) -> dict[str, list[Any]]:
    """What the program said about each rule, the newest first."""
    found: dict[str, list[Any]] = {}
    rows = ProgramTiming.objects.filter(program=program).select_related("membership")
    for row in read.many(request, rows.order_by("-from_on", "-pk")):
        found.setdefault(row.rule, []).append(row)
    return found
