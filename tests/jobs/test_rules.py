"""Jobs: the competitive test, terms on a day, retention, and what is odd or refused."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload.rules import ClockRule, EnrolmentFacts, rebuild
from followalong.jobs import rules
from followalong.jobs.rules import (
    Criteria,
    Criterion,
    EndReason,
    Held,
    JobNote,
    JobProblem,
    Ordinary,
    OutcomeKind,
    Standing,
    Terms,
    TermsChange,
)
from tests.caseload.timings import TIMINGS

pytestmark = pytest.mark.unit

ORDINARY = {c.value: a for c, a in rules.from_first_question(Ordinary.YES).items()}
JANUARY = date(2026, 1, 1)
ANSWERS = st.sampled_from([True, False, None])


# The competitive test


def test_a_yes_to_the_first_question_answers_all_seven():
    assert set(ORDINARY) == {c.value for c in Criterion}
    assert rules.competitive(Criteria(**ORDINARY)).value is True
    assert not rules.opens_the_rest(Ordinary.YES)


@pytest.mark.parametrize("answer", [Ordinary.NO, Ordinary.UNSURE])
def test_no_or_unsure_answers_nothing_and_opens_the_rest(answer):
    answers = rules.from_first_question(answer)
    assert set(answers.values()) == {None}
    assert rules.opens_the_rest(answer)


def test_a_program_run_job_with_a_limit_is_not_competitive_and_says_why():
    """Minimum wage and open to all, but run by the program and limited to six months."""
    verdict = rules.competitive(
        Criteria(**ORDINARY | {"paid_by_employer": False, "time_limited_by_service": True})
    )
    assert verdict.value is False
    assert verdict.failed == (Criterion.PAID_BY_EMPLOYER, Criterion.TIME_LIMITED_BY_SERVICE)
    assert verdict.kind is OutcomeKind.NONCOMPETITIVE_PAID


def test_temp_work_open_to_everybody_is_competitive_and_permanent_is_not_asked():
    assert rules.competitive(Criteria(**ORDINARY)).kind is OutcomeKind.COMPETITIVE_JOB
    assert "permanent" not in {c.value for c in Criterion}


def test_unanswered_is_not_known_yet_and_counted_nowhere():
    verdict = rules.competitive(Criteria(**ORDINARY | {"integrated": None}))
    assert (verdict.value, verdict.unanswered) == (None, (Criterion.INTEGRATED,))
    assert verdict.kind is None


def test_one_failing_answer_decides_even_if_others_are_missing():
    verdict = rules.competitive(Criteria(set_aside=True))
    assert verdict.value is False
    assert len(verdict.unanswered) == 6


@pytest.mark.parametrize("answered", [True, False, None])
def test_an_own_business_needs_income_instead_of_an_employer(answered):
    own = ORDINARY | {"paid_by_employer": answered, "self_employed": True}
    assert rules.competitive(Criteria(**own, has_income=True)).value is True
    without = rules.competitive(Criteria(**own, has_income=False))
    assert (without.value, without.failed) == (False, (Criterion.PAID_BY_EMPLOYER,))


def test_income_is_any_wage_above_nothing_whenever():
    assert rules.has_income([None, Decimal("0"), Decimal("0.50")])
    assert not rules.has_income([None, Decimal("0")])
    assert not rules.has_income([])


@given(st.fixed_dictionaries({c.value: ANSWERS for c in Criterion}), ANSWERS, st.booleans())
def test_the_verdict_is_three_valued(answers, self_employed, income):
    verdict = rules.competitive(Criteria(**answers, self_employed=self_employed, has_income=income))
    assert not set(verdict.failed) & set(verdict.unanswered)
    expected = False if verdict.failed else None if verdict.unanswered else True
    assert verdict.value is expected
    if not self_employed:
        assert set(verdict.failed) == {
            c for c in Criterion if answers[c] is not None and answers[c] != ORDINARY[c]
        }


# Terms on a day


def test_changes_replace_the_terms_from_their_day_and_empty_cells_leave_them():
    start = Terms(Decimal("20"), Decimal("17.20"))
    changes = [
        TermsChange(date(2026, 6, 1), hours_per_week=Decimal("30")),
        TermsChange(date(2026, 4, 1), hourly_wage=Decimal("18.00")),
    ]
    assert rules.terms_on(date(2026, 3, 31), start, changes) == start
    assert rules.terms_on(date(2026, 4, 1), start, changes) == (Decimal("20"), Decimal("18.00"))
    assert rules.terms_on(date(2026, 7, 1), start, changes) == (Decimal("30"), Decimal("18.00"))


def test_a_wage_of_nothing_is_a_wage():
    change = TermsChange(JANUARY, hourly_wage=Decimal("0"))
    assert rules.terms_on(JANUARY, Terms(None, Decimal("9")), [change]).hourly_wage == 0


def test_the_pay_of_a_week_is_known_only_with_hours_and_wage():
    pay = rules.weekly_pay(Terms(Decimal("22.5"), Decimal("17.25")), "CAD")
    assert (pay.amount, pay.currency) == (Decimal("388.13"), "CAD")
    assert rules.weekly_pay(Terms(Decimal("22.5"), None), "CAD") is None
    assert rules.weekly_pay(Terms(None, Decimal("17.25")), "CAD") is None


# Tenure, spells, retention


def standing(held: Held, code: str, as_of: date = date(2027, 6, 1), **more) -> Standing:
    found = {m.code: m.standing for m in rules.retention(held, as_of, **more)}
    return found[code]


BAKERY = Held(JANUARY, date(2026, 3, 15))
HOTEL = Held(date(2026, 3, 20))


def test_bens_bakery_job_of_74_days_reached_four_weeks_and_not_thirteen():
    assert rules.tenure_days(BAKERY, date(2026, 12, 31)) == 74
    assert standing(BAKERY, "4W").is_reached
    assert standing(BAKERY, "13W") is Standing.NOT_REACHED


def test_the_next_job_five_days_later_continues_his_employment():
    (spell,) = rules.spells([HOTEL, BAKERY])
    assert spell == Held(JANUARY)
    assert standing(spell, "13W").is_reached
    assert rules.spells([HOTEL, BAKERY], gap_days=4) == [BAKERY, HOTEL]


@pytest.mark.parametrize(("gap", "count"), [(14, 1), (15, 2)])
def test_a_gap_of_fourteen_days_continues_and_fifteen_break(gap, count):
    following = Held(date(2026, 3, 15) + timedelta(days=gap))
    assert len(rules.spells([BAKERY, following])) == count


def test_a_short_job_within_a_long_one_does_not_shorten_the_spell():
    long, short = Held(JANUARY, date(2026, 6, 30)), Held(date(2026, 2, 1), date(2026, 2, 5))
    following = Held(date(2026, 7, 10), date(2026, 8, 1))
    assert rules.spells([short, following, long]) == [Held(JANUARY, date(2026, 8, 1))]


@pytest.mark.parametrize(("ended_after", "reached"), [(27, False), (28, True)])
def test_a_milestone_is_reached_if_the_job_did_not_end_before_its_day(ended_after, reached):
    held = Held(JANUARY, JANUARY + timedelta(days=ended_after))
    assert rules.is_reached(held, 28) is reached
    assert standing(held, "4W").is_reached is reached


@pytest.mark.parametrize(
    ("day", "expected"),
    [(20, "assumed"), (21, "confirmed"), (58, "confirmed"), (59, "assumed")],
)
def test_a_record_of_about_that_time_confirms_a_milestone(day, expected):
    confirmed_on = [JANUARY + timedelta(days=day)]
    assert standing(Held(JANUARY), "4W", confirmed_on=confirmed_on) == expected


def test_a_milestone_lies_ahead_while_it_can_still_be_reached():
    as_of = date(2026, 1, 20)
    assert standing(Held(JANUARY), "4W", as_of) is Standing.AHEAD
    ended = Held(JANUARY, date(2026, 1, 10))
    assert standing(ended, "4W", as_of) is Standing.NOT_REACHED
    assert standing(ended, "4W", as_of, gap_days=14) is Standing.AHEAD


def test_tenure_counts_both_ends_and_no_day_to_come():
    assert rules.tenure_days(Held(JANUARY, JANUARY), JANUARY) == 1
    assert rules.tenure_days(Held(JANUARY), date(2026, 1, 10)) == 10
    assert rules.tenure_days(Held(JANUARY, date(2026, 12, 31)), date(2026, 1, 10)) == 10
    assert rules.tenure_days(Held(JANUARY), date(2025, 12, 1)) == 0


JOBS = st.lists(
    st.builds(
        lambda start, length: Held(
            JANUARY + timedelta(days=start),
            None if length is None else JANUARY + timedelta(days=start + length),
        ),
        st.integers(0, 200),
        st.none() | st.integers(0, 60),
    ),
    max_size=6,
)


@given(JOBS, st.integers(0, 30), st.randoms())
def test_spells_lie_further_apart_than_the_gap_and_hold_every_job(jobs, gap_days, random):
    found = rules.spells(jobs, gap_days)
    assert found == rules.spells(random.sample(jobs, len(jobs)), gap_days)
    for one, following in zip(found, found[1:], strict=False):
        assert (following.started_on - one.ended_on).days > gap_days
    for job in jobs:
        assert any(
            spell.started_on <= job.started_on
            and (spell.ended_on is None or (job.ended_on and job.ended_on <= spell.ended_on))
            for spell in found
        )


@given(JOBS)
def test_a_spell_reaches_whatever_its_first_job_reaches(jobs):
    for spell in rules.spells(jobs):
        first = [job for job in jobs if job.started_on == spell.started_on]
        for days in rules.RETENTION_DAYS.values():
            if any(rules.is_reached(job, days) for job in first):
                assert rules.is_reached(spell, days)


# Starting and ending


def test_an_end_before_the_start_is_refused():
    backwards = Held(JANUARY, date(2025, 12, 31))
    assert rules.job_problems(backwards) == [JobProblem.ENDS_BEFORE_START]
    assert rules.job_problems(Held(JANUARY, JANUARY)) == []


def test_odd_days_are_noted_and_never_refused():
    stay = {"today": date(2026, 3, 1), "entered_on": JANUARY, "exited_on": date(2026, 2, 1)}
    assert rules.job_notes(Held(date(2025, 12, 1)), **stay) == [JobNote.STARTS_BEFORE_ENTRY]
    assert rules.job_notes(Held(date(2026, 2, 1), date(2026, 3, 2)), **stay) == [JobNote.ENDS_AHEAD]
    assert rules.job_notes(Held(date(2026, 4, 1)), **stay) == [
        JobNote.STARTS_AHEAD,
        JobNote.STARTS_AFTER_EXIT,
    ]


def test_an_end_recorded_now_has_a_reason_from_the_closed_list():
    ended = Held(JANUARY, date(2026, 2, 1))
    assert rules.end_problems(ended, None) == [JobProblem.NEEDS_A_REASON]
    assert rules.end_problems(ended, "LAZY") == [JobProblem.REASON_NOT_ALLOWED]
    for reason in EndReason:
        assert rules.end_problems(ended, reason) == []
    assert rules.job_problems(Held(JANUARY), end_reason="MOVED") == [JobProblem.REASON_WITHOUT_END]
    assert rules.job_problems(ended) == []


def test_hours_and_wages_are_possible_ones():
    held = Held(JANUARY)
    assert rules.job_problems(held, Terms(Decimal("168"), Decimal("0"))) == []
    assert rules.job_problems(held, Terms(Decimal("168.5"), Decimal("-1"))) == [
        JobProblem.HOURS_OUT_OF_RANGE,
        JobProblem.WAGE_BELOW_ZERO,
    ]


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        (date(2025, 12, 31), False),
        (JANUARY, True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_start_is_the_programs_from_entry_to_exit(started_on, expected):
    assert rules.is_program_start(started_on, JANUARY, date(2026, 6, 30)) is expected


def test_rosas_job_starts_the_clocks_of_her_enrolment():
    milestones = rules.milestones_of(UUID(int=7), Held(date(2026, 3, 9), date(2026, 5, 1)))
    facts = EnrolmentFacts(JANUARY, milestones=milestones)
    at_work = {clock.rule for clock in rebuild(facts, TIMINGS, date(2026, 4, 1))}
    afterwards = {clock.rule for clock in rebuild(facts, TIMINGS, date(2026, 5, 2))}
    assert ClockRule.MONTHLY_FOLLOW_ALONG in at_work
    assert afterwards - at_work == {ClockRule.JOB_LOSS_CONTACT}
