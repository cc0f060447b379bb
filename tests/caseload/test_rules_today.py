"""Who needs me next, and why."""

from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload import rules
from followalong.caseload.rules import Clock, ClockRule, DueState, Need, PersonToday, ReasonCode

pytestmark = pytest.mark.unit

TODAY = date(2026, 3, 31)
BEN, ROSA, SAM = UUID(int=11), UUID(int=12), UUID(int=13)


def clock(rule: ClockRule, due_in: int, warn_before: int = 10, **values) -> Clock:
    due_on = TODAY + timedelta(days=due_in)
    warn_on = due_on - timedelta(days=warn_before)
    return Clock(rule, None, warn_on - timedelta(days=1), warn_on, due_on, **values)


def order(*people: PersonToday) -> list[UUID]:
    return [need.enrolment_id for need in rules.who_needs_me(people, TODAY)]


def test_nobody_is_listed_without_a_reason():
    fine = PersonToday(BEN, [clock(ClockRule.GONE_QUIET, 20)])
    done = PersonToday(ROSA, [clock(ClockRule.GONE_QUIET, -5, done_on=TODAY)])
    excused = PersonToday(SAM, [clock(ClockRule.GONE_QUIET, -5, excuse=rules.Excuse.PAUSED)])
    assert rules.who_needs_me([fine, done, excused], TODAY) == []


def test_the_reasons_of_a_person_are_said_the_most_pressing_first():
    ben = PersonToday(
        BEN,
        clocks=[clock(ClockRule.GONE_QUIET, -3), clock(ClockRule.CONTACT_BEFORE_START, 4)],
        next_steps_due=[TODAY - timedelta(days=1), TODAY + timedelta(days=1)],
        appointments=[TODAY, TODAY + timedelta(days=7)],
    )
    (need,) = rules.who_needs_me([ben], TODAY)
    assert [(reason.code, reason.state) for reason in need.reasons] == [
        (ReasonCode.APPOINTMENT_TODAY, DueState.DUE),
        (ReasonCode.NEXT_STEP, DueState.DUE),
        (ReasonCode.GONE_QUIET, DueState.DUE),
        (ReasonCode.JOB_STARTS, DueState.SOON),
    ]


def test_what_is_due_comes_before_what_is_due_soon():
    soon = PersonToday(BEN, [clock(ClockRule.JOB_LOSS_CONTACT, 1)])
    due = PersonToday(ROSA, [clock(ClockRule.GONE_QUIET, 0)])
    assert order(soon, due) == [ROSA, BEN]


def test_a_lost_job_comes_before_a_quiet_month():
    quiet = PersonToday(BEN, [clock(ClockRule.GONE_QUIET, -30)])
    lost = PersonToday(ROSA, [clock(ClockRule.JOB_LOSS_CONTACT, -1)])
    assert order(quiet, lost) == [ROSA, BEN]


def test_for_the_same_reason_the_longest_waiting_come_first():
    people = [
        PersonToday(person, [clock(ClockRule.FIRST_EMPLOYER_CONTACT, due_in)])
        for person, due_in in [(BEN, -1), (ROSA, -9), (SAM, -4)]
    ]
    assert order(*people) == [ROSA, SAM, BEN]


def test_every_clock_has_a_reason_in_words():
    for rule in ClockRule:
        (reason,) = rules.reasons(PersonToday(BEN, [clock(rule, -1)]), TODAY)
        assert reason.code in ReasonCode


def test_what_can_wait_begins_no_day_and_is_gathered_instead():
    ben = PersonToday(BEN, [clock(ClockRule.SEARCH_PLAN_REVIEW, -40)])
    rosa = PersonToday(ROSA, [clock(ClockRule.SEARCH_PLAN_REVIEW, -50)])
    sam = PersonToday(SAM, [clock(ClockRule.CAREER_PROFILE, 6), clock(ClockRule.GONE_QUIET, -1)])
    assert order(ben, rosa, sam) == [SAM]
    assert rules.what_can_wait([ben, rosa, sam], TODAY) == [
        (ReasonCode.CAREER_PROFILE, [SAM]),
        (ReasonCode.SEARCH_PLAN, [ROSA, BEN]),
    ]


def test_benefits_are_pressing_before_the_first_day_and_can_wait_after_it():
    for due_in, code in [(3, "benefits_before_start"), (-1, "benefits_after_start")]:
        person = PersonToday(BEN, [clock(ClockRule.BENEFITS_BEFORE_START, due_in)])
        assert [reason.code for reason in rules.reasons(person, TODAY)] == [code]


def test_what_can_wait_is_said_a_week_before_and_no_earlier():
    profile = [clock(ClockRule.CAREER_PROFILE, days) for days in (8, 7)]
    said = [rules.reasons(PersonToday(BEN, [one]), TODAY) for one in profile]
    assert [len(reasons) for reasons in said] == [0, 1]


def test_a_yes_that_ends_is_said_thirty_days_before():
    ends = [clock(ClockRule.CONSENT_EXPIRY, days, warn_before=30) for days in (30, 31)]
    said = [rules.reasons(PersonToday(BEN, [one]), TODAY) for one in ends]
    assert [len(reasons) for reasons in said] == [1, 0]


def test_there_is_no_score():
    assert [field.name for field in fields(Need)] == ["enrolment_id", "reasons"]


PEOPLE = st.lists(
    st.builds(
        PersonToday,
        st.integers(1, 50).map(lambda n: UUID(int=n)),
        st.lists(st.builds(clock, st.sampled_from(ClockRule), st.integers(-20, 20)), max_size=4),
        st.lists(st.integers(-5, 5).map(lambda n: TODAY + timedelta(days=n)), max_size=2),
    ),
    unique_by=lambda person: person.enrolment_id,
    max_size=8,
)


@given(PEOPLE, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_reading(people, random):
    shuffled = random.sample(people, len(people))
    assert rules.who_needs_me(people, TODAY) == rules.who_needs_me(shuffled, TODAY)
