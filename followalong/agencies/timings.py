"""The TimingRuleSet of a program on a day: the pack's rules, and its own numbers over them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from followalong.agencies.models import ProgramTiming
from followalong.agencies.packs.model import Pack
from followalong.agencies.packs.timing import TimingRule

TimingRuleSet = Mapping[str, TimingRule]


def rule_sets(pack: Pack, programs: Collection[UUID], on: date) -> dict[UUID, TimingRuleSet]:
    """The rules that hold for each of these programs on a day."""
    own: dict[UUID, dict[str, ProgramTiming]] = {program: {} for program in programs}
    rows = ProgramTiming.objects.filter(program__in=programs, from_on__lte=on)
    for row in rows.order_by("from_on", "pk"):
        own[row.program_id][row.rule] = row
    return {program: rule_set(pack, rows.values()) for program, rows in own.items()}


def rule_set(pack: Pack, own: Iterable[ProgramTiming]) -> TimingRuleSet:
    """The pack's rules with these laid over them; one that does not apply is left out."""
    rules = dict(pack.timings)
    for row in own:
        if row.rule not in rules:
            continue
        if row.applies is False:
            del rules[row.rule]
        else:
            rules[row.rule] = changed(rules[row.rule], row)
    return rules


def changed(rule: TimingRule, row: ProgramTiming) -> TimingRule:
    """One rule with the program's own numbers."""
    due = rule.due_days if row.due_days is None else row.due_days
    warn = rule.warn_days if row.warn_days is None else (row.warn_days,)
    if due is not None:
        # A warning never comes after its day, also when only the day was moved.
        warn = tuple(sorted({min(day, due) for day in warn}))
    restarts = row.restarts_on_reentry
    return replace(
        rule,
        due_days=due,
        warn_days=warn,
        excuses=rule.excuses if row.excuses is None else tuple(row.excuses),
        restarts_on_reentry=rule.restarts_on_reentry if restarts is None else restarts,
    )
