"""Timing values for the tests of clocks, as an agency's pack would give them (domain.md 5.2)."""

from dataclasses import dataclass, replace

from followalong.caseload.rules import ClockRule


@dataclass(frozen=True)
class RepeatValues:
    unit: str
    first: int
    last: int | None
    count: int = 1


@dataclass(frozen=True)
class TimingValues:
    due_days: int | None = None
    warn_days: tuple[int, ...] = ()
    opens_days: int = 0
    repeats: tuple[RepeatValues, ...] = ()
    excuses: tuple[str, ...] = ()
    restarts_on_reentry: bool = False


FOLLOW_ALONG = (RepeatValues("week", 1, 4), RepeatValues("month", 2, 12))
OUTREACH = (RepeatValues("week", 1, 4), RepeatValues("fortnight", 3, None))
TIMINGS = {
    ClockRule.FIRST_EMPLOYER_CONTACT: TimingValues(30, (14, 21, 27)),
    ClockRule.GONE_QUIET: TimingValues(28, (10,), excuses=("paused", "out_of_touch")),
    ClockRule.CONTACT_BEFORE_START: TimingValues(0, (-7,), opens_days=-7),
    ClockRule.CONTACT_AFTER_START: TimingValues(3, (0,)),
    ClockRule.MONTHLY_FOLLOW_ALONG: TimingValues(repeats=FOLLOW_ALONG, excuses=("paused",)),
    ClockRule.JOB_LOSS_CONTACT: TimingValues(3, (0,)),
    ClockRule.OUTREACH: TimingValues(3, (2,), repeats=OUTREACH, excuses=("paused",)),
}


def changed(rule: ClockRule, **values: object) -> dict[ClockRule, TimingValues]:
    """The timings with some values of one rule changed."""
    return TIMINGS | {rule: replace(TIMINGS[rule], **values)}
