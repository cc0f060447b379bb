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
    milestone_days: tuple[int, ...] = ()


FOLLOW_ALONG = (RepeatValues("week", 1, 4), RepeatValues("month", 2, 12))
OUTREACH = (RepeatValues("week", 1, 4), RepeatValues("fortnight", 3, None))
EVERY = ("paused", "out_of_touch", "declined_by_person")
TIMINGS = {
    ClockRule.FIRST_EMPLOYER_CONTACT: TimingValues(30, (14, 21, 27)),
    ClockRule.GONE_QUIET: TimingValues(28, (10,), excuses=("paused", "out_of_touch")),
    ClockRule.CONTACT_BEFORE_START: TimingValues(0, (-7,), opens_days=-7),
    ClockRule.CONTACT_AFTER_START: TimingValues(3, (0,)),
    ClockRule.MONTHLY_FOLLOW_ALONG: TimingValues(repeats=FOLLOW_ALONG, excuses=("paused",)),
    ClockRule.JOB_LOSS_CONTACT: TimingValues(3, (0,)),
    ClockRule.CAREER_PROFILE: TimingValues(30, (21,), excuses=EVERY),
    ClockRule.DISCLOSURE_AGAIN: TimingValues(60, (53,), excuses=EVERY),
    ClockRule.DISCLOSURE_AFTER_TROUBLE: TimingValues(7, (0,), excuses=EVERY),
    ClockRule.BENEFITS_BEFORE_START: TimingValues(0, (-7,), -60, excuses=("declined_by_person",)),
    ClockRule.BENEFITS_AFTER_CHANGE: TimingValues(30, (21,), -14, excuses=("declined_by_person",)),
    ClockRule.SEARCH_PLAN_REVIEW: TimingValues(90, (76,), excuses=EVERY),
    ClockRule.RETENTION: TimingValues(opens_days=-7, milestone_days=(28, 91, 182, 364)),
    ClockRule.VR_NINETY_DAYS: TimingValues(opens_days=-7, milestone_days=(90,)),
    ClockRule.TRANSITION_REVIEW: TimingValues(365, (335,), 270, excuses=EVERY),
    ClockRule.IN_WORK_SUPPORT: TimingValues(1095, (912,), 730, excuses=EVERY),
    ClockRule.PERIODIC_ASSESSMENT: TimingValues(0, (-30,)),
    ClockRule.CONSENT_SIGNATURE: TimingValues(7, (0,), excuses=("declined_by_person",)),
    ClockRule.CONSENT_EXPIRY: TimingValues(0, (-30,), -30, excuses=("declined_by_person",)),
    ClockRule.OUTREACH: TimingValues(3, (2,), repeats=OUTREACH, excuses=("paused",)),
}


def changed(rule: ClockRule, **values: object) -> dict[ClockRule, TimingValues]:
    """The timings with some values of one rule changed."""
    return TIMINGS | {rule: replace(TIMINGS[rule], **values)}
