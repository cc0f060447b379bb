"""The timing rules behind the clocks: data, so a program can differ without code.

A rule says what starts a clock, when to warn, when it is due and what stops it. It never
blocks, closes or scores anybody (domain.md 5.2).
"""

from dataclasses import dataclass

from .reader import Table
from .sources import Provenance, provenance_of
from .text import Text

EVENTS = (
    "referral_received",
    "referral_acknowledged",
    "contact_tried_or_made",
    "enrolment_started",
    "career_profile_written",
    "employer_contact_counted",
    "search_started",
    "disclosure_discussed",
    "benefits_discussed",
    "search_plan_reviewed",
    "job_offer_accepted",
    "job_started",
    "job_changed",
    "job_trouble",
    "job_end_learned",
    "job_milestone_confirmed",
    "contact_face_to_face",
    "contact_two_way",
    "last_two_way_or_entry",
    "out_of_touch_since",
    "support_reviewed",
    "vr_stable_since",
    "periodic_assessment_done",
    "consent_expires",
    "consent_renewed",
    "consent_spoken",
    "consent_signed",
    "week_started",
)
EXCUSES = ("paused", "out_of_touch", "declined_by_person", "job_ended", "on_leave", "closed")
UNITS = ("week", "iso_week", "fortnight", "month", "half_year")
CALENDARS = ("days", "working_days")


@dataclass(frozen=True)
class Repeat:
    """One contact (or `count`) in each unit, from the first to the last; no last is open-ended.

    Weeks are days 7(k-1) to 7k-1 after the start and months run between monthly
    anniversaries of it (measures.md F23); an `iso_week` runs from Monday to Sunday.
    """

    unit: str
    first: int
    last: int | None
    count: int


@dataclass(frozen=True)
class TimingRule:
    """One clock. All days are counted from the start event; negative ones come before it.

    `opens_days` is the first day that what stops it can count. `usual_unit` and `lighter_unit`
    say how often a program sees people in ordinary times and when things go well.
    """

    key: str
    label: Text
    start: str
    done: str
    warn_days: tuple[int, ...]
    due_days: int | None
    opens_days: int
    repeats: tuple[Repeat, ...]
    milestone_days: tuple[int, ...]
    calendar: str
    excuses: tuple[str, ...]
    restarts_on_reentry: bool
    usual_unit: str | None
    lighter_unit: str | None
    provenance: Provenance


def read_rule(key: str, table: Table, sources: dict[str, Provenance]) -> TimingRule:
    rule = TimingRule(
        key=key,
        label=table.text("label"),
        start=table.choice("start", EVENTS),
        done=table.choice("done", EVENTS),
        warn_days=table.many("warn_days", int, "whole numbers", []),
        due_days=table.whole("due_days", None),
        opens_days=table.whole("opens_days", 0),
        repeats=tuple(_repeat(row) for row in table.tables("repeats", [])),
        milestone_days=table.many("milestone_days", int, "whole numbers", []),
        calendar=table.choice("calendar", CALENDARS, "days"),
        excuses=table.many("excuses", str, "excuses", []),
        restarts_on_reentry=table.truth("restarts_on_reentry", False),
        usual_unit=table.choice("usual_unit", UNITS, None),
        lighter_unit=table.choice("lighter_unit", UNITS, None),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    _check(rule, table)
    return rule


def _repeat(table: Table) -> Repeat:
    repeat = Repeat(
        unit=table.choice("unit", UNITS),
        first=table.whole("first", 1),
        last=table.whole("last", None),
        count=table.whole("count", 1),
    )
    if repeat.last is not None and repeat.last < repeat.first:
        raise table.error("last", "must not come before `first`")
    table.finish()
    return repeat


def _check(rule: TimingRule, table: Table) -> None:
    for excuse in rule.excuses:
        if excuse not in EXCUSES:
            raise table.error("excuses", f"must be among {', '.join(EXCUSES)}, not {excuse!r}")
    if rule.due_days is None and not rule.repeats and not rule.milestone_days:
        raise table.error("due_days", "a rule needs due_days, repeats or milestone_days")
    if list(rule.warn_days) != sorted(set(rule.warn_days)):
        raise table.error("warn_days", "must rise, each day once")
    if rule.due_days is not None and rule.warn_days and rule.warn_days[-1] > rule.due_days:
        raise table.error("warn_days", "a warning must not come after the due day")
    if rule.due_days is not None and rule.opens_days > rule.due_days:
        raise table.error("opens_days", "must not come after the due day")
