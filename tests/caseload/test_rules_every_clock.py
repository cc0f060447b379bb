"""The clocks around search, benefits, disclosure, retention, consent and referral."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from followalong.caseload import rules
from followalong.caseload.rules import (
    ClockRule,
    ConsentFact,
    ContactFact,
    EnrolmentFacts,
    Excuse,
    MilestoneFact,
    MilestoneKind,
    NotNowFact,
    ReferralFacts,
    ReferralRule,
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
)
from tests.caseload.timings import TIMINGS, changed

pytestmark = pytest.mark.unit

SEARCH = [FacetSpan(FacetKind.SEARCHING, MARCH)]


def noted(kind: MilestoneKind, *numbers: int, job_id=None) -> list[MilestoneFact]:
    return [MilestoneFact(kind, day(n), job_id) for n in numbers]


def benefits(*numbers: int) -> list[ContactFact]:
    return [ContactFact(day(n), True, False, benefits=True) for n in numbers]


def dues(rule: ClockRule, as_of: int = 400, **facts) -> list[tuple[int, int | None]]:
    """For each clock of the rule: its due day and its done day, counted from entry."""
    facts = EnrolmentFacts(**{"entered_on": MARCH, **facts})
    made = [c for c in rules.rebuild(facts, TIMINGS, day(as_of)) if c.rule == rule]
    return sorted(((c.due_on - MARCH).days, c.done_on and (c.done_on - MARCH).days) for c in made)


# From entry


def test_the_career_profile_is_written_in_the_first_month_and_settled_by_hand():
    rule = ClockRule.CAREER_PROFILE
    assert dues(rule) == [(30, None)]
    assert dues(rule, milestones=noted(MilestoneKind.PROFILE_WRITTEN, 12, 40)) == [(30, 12)]
    assert dues(rule, is_reentry=True) == []


def test_the_assessment_comes_again_six_months_after_the_last():
    rule = ClockRule.PERIODIC_ASSESSMENT
    made = clock(rule)
    assert (made.start_on, made.warn_on, made.due_on) == (MARCH, date(2026, 8, 2), date(2026, 9, 1))
    done = noted(MilestoneKind.PERIODIC_ASSESSMENT_DONE, 200)
    assert clock(rule, milestones=done).due_on == date(2027, 3, 17)


# While searching


def test_disclosure_is_talked_about_again_after_sixty_days_without_a_job():
    rule = ClockRule.DISCLOSURE_AGAIN
    assert dues(rule, facets=SEARCH) == [(60, None)]
    talked = noted(MilestoneKind.DISCLOSURE_DISCUSSED, 5, 61)
    assert dues(rule, facets=SEARCH, milestones=talked) == [(121, None)]
    works = [*SEARCH, FacetSpan(FacetKind.WORKING, day(20))]
    assert dues(rule, facets=works) == []
    again = [*SEARCH, FacetSpan(FacetKind.WORKING, day(20), day(99))]
    assert dues(rule, facets=again) == [(160, None)]
    assert dues(rule, facets=[FacetSpan(FacetKind.SEARCHING, MARCH, day(9))]) == []


def test_trouble_at_work_asks_for_that_talk_within_a_week():
    rule = ClockRule.DISCLOSURE_AFTER_TROUBLE
    trouble = [*job(10), *noted(MilestoneKind.JOB_TROUBLE, 40, job_id=BAKERY_JOB)]
    assert dues(rule, milestones=job(10)) == []
    assert dues(rule, milestones=trouble) == [(47, None)]
    talked = [*trouble, *noted(MilestoneKind.DISCLOSURE_DISCUSSED, 30, 44)]
    assert dues(rule, milestones=talked) == [(47, 44)]


def test_the_search_plan_is_looked_at_every_ninety_days():
    rule = ClockRule.SEARCH_PLAN_REVIEW
    assert dues(rule, facets=SEARCH) == [(90, None)]
    seen = noted(MilestoneKind.SEARCH_PLAN_REVIEWED, 80)
    assert dues(rule, facets=SEARCH, milestones=seen) == [(170, None)]
    assert dues(rule) == []


# Benefits


def test_benefits_are_offered_before_the_first_day_or_late_but_offered():
    rule = ClockRule.BENEFITS_BEFORE_START
    assert dues(rule, milestones=job(70)) == [(70, None)]
    assert dues(rule, milestones=job(70), contacts=benefits(5, 30)) == [(70, 30)]
    assert dues(rule, milestones=job(70), contacts=benefits(75)) == [(70, 75)]
    offered = [*job(70), *noted(MilestoneKind.BENEFITS_DISCUSSED, 69)]
    assert dues(rule, milestones=offered) == [(70, 69)]
    assert dues(rule, milestones=job(70), contacts=called(30)) == [(70, None)]


def test_each_change_of_hours_or_pay_asks_once_more():
    changes = [
        MilestoneFact(MilestoneKind.JOB_CHANGED, day(n), UUID(int=60 + n)) for n in (40, 100)
    ]
    facts = {"milestones": [*job(10), *changes], "contacts": benefits(45)}
    assert dues(ClockRule.BENEFITS_AFTER_CHANGE, **facts) == [(70, 45), (130, None)]


# Retention


def test_a_talk_around_the_day_confirms_a_milestone_and_those_before_it():
    rule = ClockRule.RETENTION
    assert dues(rule, milestones=job(0)) == [(28, None)]
    assert dues(rule, milestones=job(0), contacts=called(20, 25)) == [(28, 25), (91, None)]
    assert dues(rule, milestones=job(0), contacts=called(100)) == [
        (28, 100),
        (91, 100),
        (182, None),
    ]


def test_a_job_from_before_entry_has_the_milestones_still_to_come():
    assert dues(ClockRule.RETENTION, milestones=job(-100)) == [(82, None)]


def test_vr_counts_its_ninety_days_from_the_day_it_says():
    facts = [*job(0), *noted(MilestoneKind.VR_STABLE_SINCE, 30, job_id=BAKERY_JOB)]
    assert dues(ClockRule.VR_NINETY_DAYS, milestones=job(0)) == []
    assert dues(ClockRule.VR_NINETY_DAYS, milestones=facts) == [(120, None)]
    assert dues(ClockRule.VR_NINETY_DAYS, milestones=facts, contacts=called(114)) == [(120, 114)]


def test_less_support_is_asked_about_after_a_year_in_each_job():
    rule = ClockRule.TRANSITION_REVIEW
    two = [*job(0), *job(30, job_id=HOTEL_JOB)]
    assert dues(rule, milestones=two) == [(365, None), (395, None)]
    early = [*two, *noted(MilestoneKind.SUPPORT_REVIEWED, 100, 340)]
    assert dues(rule, milestones=early) == [(365, 340), (395, 340)]
    ended = clock(rule, milestones=job(0, end=50))
    assert ended.excuse == Excuse.JOB_ENDED


# Consent


def yes(
    number: int,
    signed: int,
    expires: int | None,
    revoked: int | None = None,
    about=("VR",),
    unsigned: bool = False,
):
    ends = None if expires is None else day(expires)
    gone = None if revoked is None else day(revoked)
    return ConsentFact(UUID(int=number), about, day(signed), ends, gone, unsigned)


def test_a_yes_that_ends_is_said_thirty_days_before_until_it_is_given_again():
    rule = ClockRule.CONSENT_EXPIRY
    old = yes(1, 0, 365)
    made = clock(rule, consents=[old])
    assert (made.start_on, made.warn_on, made.due_on) == (day(335), day(335), day(365))
    assert dues(rule, consents=[old, yes(2, 350, 715)]) == [(365, 350), (715, None)]
    assert dues(rule, consents=[old, yes(2, 350, 715, about=("FAMILY",))])[0] == (365, None)
    assert dues(rule, consents=[old, yes(2, 10, 375)])[0] == (365, None)


def test_a_yes_without_an_end_or_taken_back_asks_nothing():
    rule = ClockRule.CONSENT_EXPIRY
    assert dues(rule, consents=[yes(1, 0, None)]) == []
    assert dues(rule, consents=[yes(1, 0, 365, revoked=100)]) == []
    assert dues(rule, consents=[yes(1, -500, -100)]) == []


def test_a_spoken_yes_asks_for_a_signature_until_it_is_signed_or_taken_back():
    rule = ClockRule.CONSENT_SIGNATURE
    spoken = yes(1, 10, 375, about=("EMPLOYER", None, 7, "name"), unsigned=True)
    made = clock(rule, as_of=10, consents=[spoken])
    assert (made.start_on, made.warn_on, made.due_on) == (day(10), day(10), day(17))
    less = yes(2, 20, None, about=("EMPLOYER", None, 7, "unnamed"))
    assert dues(rule, as_of=20, consents=[spoken, less]) == [(17, 20)]
    for other in (
        yes(2, 20, None, about=("EMPLOYER", None, 8, "name")),
        yes(2, 5, None, about=("EMPLOYER", None, 7, "name")),
        yes(2, 20, None, about=("EMPLOYER", None, 7, "name"), unsigned=True),
    ):
        assert dues(rule, as_of=20, consents=[spoken, other])[0] == (17, None)
    assert dues(rule, as_of=20, consents=[yes(1, 10, 375, revoked=15, unsigned=True)]) == []
    assert dues(rule, as_of=20, consents=[yes(1, 0, 375)]) == []
    assert dues(ClockRule.CONSENT_EXPIRY, consents=[spoken]) == []


# Not now


def test_what_the_person_does_not_want_now_asks_for_nothing_until_that_day():
    said = [NotNowFact(ClockRule.SEARCH_PLAN_REVIEW, day(50), day(99))]
    facts = {"facets": SEARCH, "not_now": said}
    states = {
        n: clock(ClockRule.SEARCH_PLAN_REVIEW, as_of=n, **facts).excuse for n in (49, 50, 99, 100)
    }
    not_now = Excuse.DECLINED_BY_PERSON
    assert states == {49: None, 50: not_now, 99: not_now, 100: None}


def test_not_now_is_about_one_job_or_all_and_only_where_the_rule_allows_it():
    rule = ClockRule.TRANSITION_REVIEW
    here = {"milestones": [*job(0), *job(0, job_id=HOTEL_JOB)]}
    said = [NotNowFact(rule, MARCH, None, BAKERY_JOB)]
    assert clock(rule, job_id=BAKERY_JOB, not_now=said, **here).excuse
    assert clock(rule, job_id=HOTEL_JOB, not_now=said, **here).excuse is None
    stern = changed(rule, excuses=())
    assert clock(rule, job_id=BAKERY_JOB, not_now=said, timings=stern, **here).excuse is None


# Referrals


def working(start: date, count: int) -> date:
    """Every day is a working day here, and each counts double."""
    return start + timedelta(days=2 * count)


class Two:
    warn_days, due_days, calendar = (1,), 2, "working_days"


class Seven:
    warn_days, due_days, calendar = (4,), 7, "days"


SAM = UUID(int=77)


def of_sam(as_of: int = 30, **facts) -> dict[str, rules.Clock]:
    timings = {ReferralRule.ACKNOWLEDGE: Two, ReferralRule.FIRST_CONTACT: Seven}
    facts = ReferralFacts(SAM, MARCH, **facts)
    return {c.rule: c for c in rules.rebuild_referral(facts, timings, day(as_of), working)}


def test_a_word_back_within_working_days_and_a_first_contact_within_a_week():
    made = of_sam()
    assert [made[rule].due_on for rule in ReferralRule] == [day(4), day(7)]
    assert {clock.subject_id for clock in made.values()} == {SAM}
    done = of_sam(told_on=[day(1), day(3)], met_on=[day(-2), day(9)])
    assert [done[rule].done_on for rule in ReferralRule] == [day(1), day(9)]


def test_a_referral_taken_back_or_declined_asks_for_nothing_more():
    excuses = {d: of_sam(decision=d)[ReferralRule.FIRST_CONTACT].excuse for d in DECISIONS}
    assert excuses == DECISIONS


DECISIONS = {
    "pending": None,
    "waitlisted": None,
    "accepted": None,
    "withdrawn": Excuse.DECLINED_BY_PERSON,
    "declined": Excuse.CLOSED,
    "not_reached": Excuse.CLOSED,
}
