"""The numbers of its clocks that a program changes, each from a day on."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from followalong.agencies import packs
from followalong.agencies.models import Program, ProgramTiming
from followalong.agencies.packs.timing import TimingRule
from followalong.agencies.timings import changed
from followalong.audit.record import record
from followalong.caseload.rules import TOGGLES
from followalong.core.actor import Actor

# A number of days beyond this is a slip of the finger.
LONGEST = 3650


class TimingProblem(StrEnum):
    NO_SUCH_RULE = "no_such_rule"
    NO_DAYS = "no_days"
    TOO_LONG = "too_long"
    WARNS_AFTER = "warns_after"
    OPENS_AFTER = "opens_after"
    EXCUSE = "excuse"


class TimingRefused(ValueError):
    """Numbers that no clock could follow."""

    sentences: ClassVar = {
        TimingProblem.NO_SUCH_RULE: _("This agency’s pack has no such clock."),
        TimingProblem.NO_DAYS: _("This clock comes again and again; its days are the pack’s."),
        TimingProblem.TOO_LONG: _("Use at most ten years."),
        TimingProblem.WARNS_AFTER: _("A reminder can’t come after the day itself."),
        TimingProblem.OPENS_AFTER: _("That day lies before what settles it can happen."),
        TimingProblem.EXCUSE: _("Choose among the reasons of the list."),
    }

    def __init__(self, problem: TimingProblem) -> None:
        super().__init__(self.sentences[problem])
        self.problem = problem


class WarningRefused(TimingRefused):
    """The same, of the day of the reminder."""


@transaction.atomic
def change_timing(
    *,
    by: Actor,
    program: Program,
    rule: str,
    from_on: date | None = None,
    applies: bool | None = None,
    due_days: int | None = None,
    warn_days: int | None = None,
    excuses: Collection[str] | None = None,
    restarts_on_reentry: bool | None = None,
) -> ProgramTiming:
    """How a program counts one of its clocks from a day on; nothing said is as in the pack.

    What was before stays on record. The program's clocks are worked out again at once, in the
    background. Raises TimingRefused and WarningRefused.
    """
    pack = packs.load(program.agency.pack)
    if rule not in pack.timings:
        raise TimingRefused(TimingProblem.NO_SUCH_RULE)
    row = ProgramTiming(
        agency_id=by.agency_id,
        program=program,
        membership_id=by.membership_id,
        rule=rule,
        from_on=from_on or timezone.localdate(),
        applies=applies,
        due_days=due_days,
        warn_days=warn_days,
        excuses=sorted(excuses) if excuses is not None else None,
        restarts_on_reentry=restarts_on_reentry,
    )
    _refuse(pack.timings[rule], row)
    row.save(force_insert=True)
    record(by=by, action="timing.changed", subject=row, fields=["rule"])
    task = app.configure_task("followalong.caseload.tasks.program_clocks")
    task.defer(agency_id=str(by.agency_id), program_id=str(program.pk))
    return row


def _refuse(rule: TimingRule, row: ProgramTiming) -> None:
    days = (row.due_days, row.warn_days)
    if rule.due_days is None and any(day is not None for day in days):
        raise TimingRefused(TimingProblem.NO_DAYS)
    if any(day is not None and abs(day) > LONGEST for day in days):
        raise TimingRefused(TimingProblem.TOO_LONG)
    if row.excuses is not None and not set(row.excuses) - set(rule.excuses) <= TOGGLES:
        raise TimingRefused(TimingProblem.EXCUSE)
    then = changed(rule, row)
    if then.due_days is not None and then.opens_days > then.due_days:
        raise TimingRefused(TimingProblem.OPENS_AFTER)
    if row.warn_days is not None and then.due_days is not None and row.warn_days > then.due_days:
        raise WarningRefused(TimingProblem.WARNS_AFTER)
