"""The clocks: when they start, warn, are due, done and excused."""

from datetime import date

import pytest

from followalong.caseload import rules
from followalong.caseload.rules import (
    ClockRule,
    ContactFact,
    DueState,
    EnrolmentFacts,
    Excuse,
    MilestoneFact,
    MilestoneKind,
)
from followalong.clients.rules import FacetKind, FacetSpan
from tests.caseload.clock_facts import (
    BAKERY_JOB,
    HOTEL_JOB,
    MARCH,
    called,
    clock,
    day,
    job,
    seen,
    visit,
)
from tests.caseload.timings import TIMINGS, RepeatValues, changed

pytestmark = pytest.mark.unit


# The first employer contact


def test_thirty_days_for_the_first_employer_contact():
    made = clock(ClockRule.FIRST_EMPLOYER_CONTACT)
    assert (made.start_on, made.warn_on, made.due_on) == (MARCH, day(14), day(30))
    states = [rules.state(made, day(n)) for n in (0, 13, 14, 29, 30, 300)]
    assert states == ["fine", "fine", "soon", "soon", "due", "due"]


def test_the_first_that_counts_from_entry_on_stops_it():
    made = clock(ClockRule.FIRST_EMPLOYER_CONTACT, milestones=visit(-5, 40, 28))
    assert made.done_on == date(2026, 3, 29)
    assert rules.state(made, day(30)) == DueState.DONE


def test_a_late_contact_is_done_late():
    made = clock(ClockRule.FIRST_EMPLOYER_CONTACT, milestones=visit(32))
    assert made.done_on == date(2026, 4, 2)
    assert (made.done_on - made.start_on).days == 32


def test_a_contact_after_leaving_does_not_count():
    made = clock(ClockRule.FIRST_EMPLOYER_CONTACT, milestones=visit(32), exited_on=day(31))
    assert made.done_on is None
    assert made.excuse == Excuse.CLOSED


def test_somebody_who_came_to_keep_a_job_is_not_hurried_to_employers():
    made = clock(ClockRule.FIRST_EMPLOYER_CONTACT, keeps_a_job=True)
    assert made.excuse == Excuse.KEEPS_A_JOB


PAUSED = [FacetSpan(FacetKind.PAUSED, day(5), day(20))]


def test_a_pause_excuses_the_thirty_days_only_where_the_pack_says_so():
    rule = ClockRule.FIRST_EMPLOYER_CONTACT
    assert clock(rule, as_of=10, facets=PAUSED).excuse is None
    kind_pack = changed(rule, excuses=("paused",))
    assert clock(rule, as_of=10, facets=PAUSED, timings=kind_pack).excuse == Excuse.PAUSED
    assert clock(rule, as_of=21, facets=PAUSED, timings=kind_pack).excuse is None


def test_entry_clocks_do_not_restart_on_return_unless_the_pack_says_so():
    rule = ClockRule.FIRST_EMPLOYER_CONTACT
    assert clock(rule, is_reentry=True) is None
    assert clock(rule, is_reentry=True, timings=changed(rule, restarts_on_reentry=True))


# Gone quiet


def test_quiet_is_counted_from_the_last_time_both_spoke():
    no_answer = ContactFact(day(30), two_way=False, face_to_face=False)
    made = clock(ClockRule.GONE_QUIET, contacts=[*called(3, 12), no_answer])
    assert (made.start_on, made.warn_on, made.due_on) == (day(12), day(22), day(40))


def test_quiet_is_counted_from_entry_before_the_first_contact():
    assert clock(ClockRule.GONE_QUIET).start_on == MARCH
    assert clock(ClockRule.GONE_QUIET, contacts=called(-9)).start_on == MARCH


@pytest.mark.parametrize(
    ("kind", "excuse"),
    [(FacetKind.PAUSED, Excuse.PAUSED), (FacetKind.OUT_OF_TOUCH, Excuse.OUT_OF_TOUCH)],
)
def test_nobody_is_quiet_while_paused_or_out_of_touch(kind, excuse):
    facets = [FacetSpan(kind, day(20), day(60))]
    states = {
        n: rules.state(clock(ClockRule.GONE_QUIET, as_of=n, facets=facets), day(n))
        for n in (19, 20, 60, 61)
    }
    assert states == {19: "soon", 20: "excused", 60: "excused", 61: "due"}
    assert clock(ClockRule.GONE_QUIET, as_of=30, facets=facets).excuse == excuse


# Outreach


def tried(*numbers: int) -> list[ContactFact]:
    return [ContactFact(day(n), two_way=False, face_to_face=False, tries=1) for n in numbers]


def outreach_dues(tries, **facts) -> tuple[int, int]:
    """First and last day of the next try, counted from the day we lost touch."""
    out = [FacetSpan(FacetKind.OUT_OF_TOUCH, MARCH)]
    made = clock(ClockRule.OUTREACH, facets=out, contacts=tried(*tries), **facts)
    return (made.start_on - MARCH).days, (made.due_on - MARCH).days


def test_a_try_within_three_days_then_weekly_then_fortnightly():
    assert outreach_dues([]) == (0, 3)
    assert outreach_dues([2]) == (7, 13)
    assert outreach_dues([2, 9, 16, 23]) == (28, 41)
    assert outreach_dues([2, 50]) == (56, 69)


def test_outreach_runs_only_while_out_of_touch():
    assert clock(ClockRule.OUTREACH) is None
    over = [FacetSpan(FacetKind.OUT_OF_TOUCH, day(10), day(20))]
    assert clock(ClockRule.OUTREACH, as_of=20, facets=over) is not None
    assert clock(ClockRule.OUTREACH, as_of=21, facets=over) is None


def test_outreach_ends_as_the_person_said():
    out = [FacetSpan(FacetKind.OUT_OF_TOUCH, MARCH)]

    def excuse(agreed, as_of=10, tries=()):
        facts = {"facets": out, "agreed": agreed, "contacts": tried(*tries)}
        return clock(ClockRule.OUTREACH, as_of=as_of, **facts).excuse

    assert excuse(None) is None
    assert excuse(rules.Agreed(("WAIT",))) == Excuse.AS_AGREED
    weeks = rules.Agreed(("CALL",), stop_after_weeks=2)
    assert (excuse(weeks, 13), excuse(weeks, 14)) == (None, Excuse.AS_AGREED)
    two = rules.Agreed(("CALL",), stop_after_tries=2)
    assert (excuse(two, tries=[3]), excuse(two, tries=[3, 3])) == (None, Excuse.AS_AGREED)


def test_please_stop_excuses_every_clock_at_once():
    stop = [
        FacetSpan(FacetKind.OUT_OF_TOUCH, day(5)),
        FacetSpan(FacetKind.ASKED_TO_STOP, day(9)),
    ]
    facts = EnrolmentFacts(MARCH, milestones=job(0), facets=stop)
    made = rules.rebuild(facts, TIMINGS, day(9))
    assert {c.excuse for c in made} == {Excuse.ASKED_TO_STOP}
    before = rules.rebuild(facts, TIMINGS, day(8))
    assert Excuse.ASKED_TO_STOP not in {c.excuse for c in before}


# Before and after a job's start


def test_seen_in_the_week_before_the_start():
    made = clock(ClockRule.CONTACT_BEFORE_START, contacts=seen(33, 45), milestones=job(40))
    assert (made.start_on, made.due_on, made.done_on) == (day(33), day(40), day(33))


def test_a_call_is_not_a_visit():
    made = clock(ClockRule.CONTACT_BEFORE_START, contacts=called(35), milestones=job(40))
    assert made.done_on is None


def test_a_start_that_lies_ahead_is_near():
    made = clock(ClockRule.CONTACT_BEFORE_START, as_of=34, milestones=job(40))
    assert [rules.state(made, day(n)) for n in (32, 33, 40)] == ["fine", "soon", "due"]


def test_the_moment_before_a_start_passes_once_the_person_was_seen_later():
    made = clock(ClockRule.CONTACT_BEFORE_START, contacts=seen(32, 42), milestones=job(40))
    assert (made.done_on, made.excuse) == (None, Excuse.LATER_CONTACT)


def test_seen_within_three_days_after_the_start():
    made = clock(ClockRule.CONTACT_AFTER_START, contacts=seen(39, 43), milestones=job(40))
    assert (made.start_on, made.due_on, made.done_on) == (day(40), day(43), day(43))


def test_the_first_day_counts_both_before_and_after():
    facts = {"contacts": seen(40), "milestones": job(40)}
    assert clock(ClockRule.CONTACT_BEFORE_START, **facts).done_on == day(40)
    assert clock(ClockRule.CONTACT_AFTER_START, **facts).done_on == day(40)


def test_a_job_from_before_entry_has_follow_along_and_no_start_clocks():
    facts = {"milestones": job(-100)}
    assert clock(ClockRule.CONTACT_BEFORE_START, **facts) is None
    assert clock(ClockRule.CONTACT_AFTER_START, **facts) is None
    assert clock(ClockRule.MONTHLY_FOLLOW_ALONG, **facts).start_on >= MARCH


# Follow-along


def next_weeks(*contact_days: int, **facts):
    facts = {"contacts": seen(*contact_days), "milestones": job(0)} | facts
    made = clock(ClockRule.MONTHLY_FOLLOW_ALONG, **facts)
    return (made.start_on, made.due_on)


def test_weekly_in_the_first_four_weeks_then_monthly():
    assert next_weeks() == (day(0), day(6))
    assert next_weeks(0) == (day(7), day(13))
    assert next_weeks(0, 13) == (day(14), day(20))
    assert next_weeks(0, 13, 27) == (date(2026, 4, 1), date(2026, 4, 30))
    assert next_weeks(27, 29) == (date(2026, 4, 1), date(2026, 4, 30))
    assert next_weeks(40) == (date(2026, 5, 1), date(2026, 5, 31))


def test_a_missed_week_stays_due_until_the_person_is_seen():
    made = clock(ClockRule.MONTHLY_FOLLOW_ALONG, milestones=job(0), contacts=seen(3))
    assert rules.state(made, day(20)) == DueState.DUE
    made = clock(ClockRule.MONTHLY_FOLLOW_ALONG, milestones=job(0), contacts=seen(3, 20))
    assert rules.state(made, day(20)) == DueState.FINE


def test_support_is_offered_after_the_first_year_until_the_person_steps_down():
    assert next_weeks(380, as_of=390) == (date(2027, 4, 1), date(2027, 4, 30))
    stepped_down = MilestoneFact(MilestoneKind.SUPPORT_STEPPED_DOWN, day(385), BAKERY_JOB)
    facts = {"contacts": seen(380), "milestones": [*job(0), stepped_down]}
    made = clock(ClockRule.MONTHLY_FOLLOW_ALONG, **facts)
    assert made.excuse == Excuse.DECLINED_BY_PERSON
    assert clock(ClockRule.MONTHLY_FOLLOW_ALONG, as_of=384, **facts).excuse is None


def test_months_run_between_monthly_days_clamped_to_the_month():
    january = [MilestoneFact(MilestoneKind.JOB_STARTED, date(2027, 1, 31), BAKERY_JOB)]
    last = ContactFact(date(2027, 2, 27), two_way=True, face_to_face=True)
    made = clock(ClockRule.MONTHLY_FOLLOW_ALONG, milestones=january, contacts=[last])
    assert (made.start_on, made.due_on) == (date(2027, 2, 28), date(2027, 3, 30))


def test_a_program_may_ask_for_two_contacts_in_a_unit():
    twice = changed(
        ClockRule.MONTHLY_FOLLOW_ALONG, repeats=(RepeatValues("fortnight", 1, None, 2),)
    )
    assert next_weeks(3, timings=twice) == (day(0), day(13))
    assert next_weeks(3, 9, timings=twice) == (day(14), day(27))


def test_rosa_with_two_jobs_has_follow_along_in_both():
    facts = {"milestones": job(0) + job(50, job_id=HOTEL_JOB), "contacts": seen(2)}
    bakery = clock(ClockRule.MONTHLY_FOLLOW_ALONG, job_id=BAKERY_JOB, **facts)
    hotel = clock(ClockRule.MONTHLY_FOLLOW_ALONG, job_id=HOTEL_JOB, **facts)
    assert (bakery.start_on, hotel.start_on) == (day(7), day(50))


def test_the_end_of_a_job_ends_its_follow_along_on_its_day():
    facts = {"milestones": job(0, end=20)}
    assert clock(ClockRule.MONTHLY_FOLLOW_ALONG, as_of=19, **facts).excuse is None
    assert clock(ClockRule.MONTHLY_FOLLOW_ALONG, as_of=20, **facts).excuse == Excuse.JOB_ENDED


# After a job's end


def test_three_days_after_learning_of_a_jobs_end():
    made = clock(ClockRule.JOB_LOSS_CONTACT, milestones=job(0, end=20, learned=24))
    assert (made.start_on, made.due_on, made.done_on) == (day(24), day(27), None)
    facts = {"milestones": job(0, end=20, learned=24), "contacts": called(22, 26)}
    assert clock(ClockRule.JOB_LOSS_CONTACT, **facts).done_on == day(26)


def test_the_end_itself_counts_where_the_day_of_learning_is_not_known():
    assert clock(ClockRule.JOB_LOSS_CONTACT, milestones=job(0, end=20)).start_on == day(20)


def test_a_job_that_goes_on_has_no_such_clock():
    assert clock(ClockRule.JOB_LOSS_CONTACT, milestones=job(0)) is None
    assert clock(ClockRule.JOB_LOSS_CONTACT, as_of=19, milestones=job(0, end=20)) is None


# Everything at once


def test_leaving_stops_every_clock_that_is_not_done():
    facts = EnrolmentFacts(MARCH, exited_on=day(50), milestones=job(0, end=45), contacts=seen(2))
    made = rules.rebuild(facts, TIMINGS, day(50))
    assert {c.excuse for c in made if c.done_on is None} == {Excuse.CLOSED}
    assert Excuse.CLOSED not in {c.excuse for c in rules.rebuild(facts, TIMINGS, day(49))}


def test_a_rule_that_the_pack_does_not_have_starts_no_clock():
    assert rules.rebuild(EnrolmentFacts(MARCH), {}, day(1)) == set()
    packs = {"gone_quiet": TIMINGS[ClockRule.GONE_QUIET], "employer_contacts": TIMINGS}
    assert list(rules.timings_among(packs)) == [ClockRule.GONE_QUIET]


@pytest.mark.parametrize(
    "timings",
    [
        changed(ClockRule.GONE_QUIET, due_days=None),
        changed(ClockRule.MONTHLY_FOLLOW_ALONG, repeats=()),
    ],
)
def test_a_timing_that_cannot_be_meant_is_an_error_and_not_a_guess(timings):
    with pytest.raises(ValueError):
        rules.rebuild(EnrolmentFacts(MARCH, milestones=job(0)), timings, day(1))
