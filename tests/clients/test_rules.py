"""Referral, enrolment, facets and choices: what the program means by them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.clients import rules
from followalong.clients.rules import (
    Assigned,
    DeclineReason,
    EmployerChoice,
    EnrolmentProblem,
    ExitReason,
    FacetKind,
    FacetProblem,
    FacetSpan,
    Label,
    ReferralDecision,
    ReferralProblem,
    Span,
    Stay,
    Topic,
)
from followalong.core.dates import closed

pytestmark = pytest.mark.unit

MARCH = date(2026, 3, 1)
NEVER_A_REASON = ("READINESS", "DIAGNOSIS", "SYMPTOMS", "SUBSTANCE", "MISSED", "CRIMINAL", "TIME")
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


def spans(make=Span):
    days = st.tuples(DAYS, st.none() | st.integers(0, 20))
    return days.map(lambda d: make(d[0], None if d[1] is None else d[0] + timedelta(days=d[1])))


# Referrals


def test_a_pending_referral_can_be_answered_in_every_way():
    for then in set(ReferralDecision) - {ReferralDecision.PENDING}:
        reason = "OUTSIDE_AREA" if then == "declined" else None
        assert rules.decision_problem(now=None, then=then, reason=reason) is None


def test_an_accepted_referral_stays_accepted():
    for then in ReferralDecision:
        problem = rules.decision_problem(now="accepted", then=then, reason=None)
        assert problem is ReferralProblem.NO_SUCH_MOVE


def test_every_answer_but_accepted_can_be_taken_up_again():
    for now in set(ReferralDecision) - {ReferralDecision.ACCEPTED, ReferralDecision.PENDING}:
        assert rules.decision_problem(now=now, then="pending") is None


def test_declining_needs_a_reason_from_the_closed_list():
    decline = {"now": "pending", "then": "declined"}
    assert rules.decision_problem(**decline) is ReferralProblem.NEEDS_A_REASON
    assert rules.decision_problem(**decline, reason="NOT_READY") is (
        ReferralProblem.REASON_NOT_ALLOWED
    )
    for reason in DeclineReason:
        assert rules.decision_problem(**decline, reason=reason) is None
    assert rules.decision_problem(now="pending", then="accepted", reason="AGE_RULE") is (
        ReferralProblem.REASON_WITHOUT_DECLINE
    )


def test_nobody_is_declined_or_closed_for_readiness_health_or_missed_appointments():
    offered = [*DeclineReason, *ExitReason]
    assert not [code for code in offered if any(word in code for word in NEVER_A_REASON)]


def test_a_person_waits_until_there_is_an_answer():
    received = date(2026, 3, 1)
    assert rules.waiting_days(received, None, date(2026, 3, 8)) == 7
    assert rules.waiting_days(received, "waitlisted", date(2026, 3, 8)) == 7
    assert rules.waiting_days(received, "accepted", date(2026, 3, 8)) is None
    assert rules.waiting_days(received, "pending", date(2026, 2, 27)) == 0


# Enrolments


def test_ben_may_return_the_day_after_he_left_not_before():
    first = Stay(date(2025, 6, 1), date(2026, 2, 28))
    assert rules.earliest_entry([first]) == MARCH
    assert rules.entry_problem(Stay(MARCH), [first]) is None
    again_too_soon = rules.entry_problem(Stay(date(2026, 2, 28)), [first])
    assert again_too_soon is EnrolmentProblem.ALREADY_ENROLLED


def test_nobody_has_two_open_enrolments_in_one_program():
    assert rules.earliest_entry([Stay(MARCH)]) is None
    assert rules.entry_problem(Stay(date(2027, 1, 1)), [Stay(MARCH)]) is (
        EnrolmentProblem.ALREADY_ENROLLED
    )


def test_an_end_before_the_start_is_refused():
    backwards = Stay(MARCH, date(2026, 2, 1))
    assert rules.entry_problem(backwards, []) is EnrolmentProblem.ENDS_BEFORE_START


@given(st.lists(spans(Stay), max_size=4))
def test_the_earliest_entry_is_the_first_day_without_a_problem(others):
    earliest = rules.earliest_entry(others)
    if earliest is None:
        assert rules.entry_problem(Stay(date(2030, 1, 1)), others)
    else:
        assert rules.entry_problem(Stay(earliest), others) is None
        if others:
            assert rules.entry_problem(Stay(earliest - timedelta(days=1)), others)


def test_leaving_for_missed_appointments_is_not_offered():
    wish = {"stay": Stay(MARCH), "exited_on": date(2026, 6, 1), "by_supervisor": True}
    assert rules.exit_problem(**wish, reason="MISSED_APPOINTMENTS") is (
        EnrolmentProblem.REASON_NOT_ALLOWED
    )
    assert rules.exit_problem(**wish, reason=None) is EnrolmentProblem.NEEDS_A_REASON
    for reason in ExitReason:
        assert rules.exit_problem(**wish, reason=reason) is None


def test_sol_decides_when_somebody_is_closed_as_out_of_touch():
    wish = {"stay": Stay(MARCH), "exited_on": date(2026, 6, 1), "by_supervisor": False}
    for reason in ("OUT_OF_TOUCH", "SAFETY_DECISION"):
        assert rules.exit_problem(**wish, reason=reason) is EnrolmentProblem.SUPERVISOR_DECIDES
    assert rules.exit_problem(**wish, reason="CHOSE_TO_STOP") is None


def test_leaving_happens_once_and_not_before_entering():
    left = Stay(MARCH, date(2026, 5, 1))
    wish = {"reason": "MOVED", "by_supervisor": True}
    assert rules.exit_problem(left, date(2026, 6, 1), **wish) is EnrolmentProblem.ALREADY_EXITED
    assert rules.exit_problem(Stay(MARCH), date(2026, 2, 1), **wish) is (
        EnrolmentProblem.ENDS_BEFORE_START
    )
    assert rules.exit_problem(Stay(MARCH), MARCH, **wish) is None


def test_the_holder_is_the_one_who_began_last():
    stay = Stay(MARCH, date(2026, 9, 30))
    history = [
        Assigned("maya", date(2026, 1, 1), None),
        Assigned("sol", date(2026, 5, 1), date(2026, 5, 14)),
    ]
    assert rules.holder_on(date(2026, 4, 30), stay, "omar", history) == "maya"
    assert rules.holder_on(date(2026, 5, 14), stay, "omar", history) == "sol"
    assert rules.holder_on(date(2026, 5, 15), stay, "omar", history) == "maya"


def test_without_history_the_specialist_holds_it_throughout():
    stay = Stay(MARCH, date(2026, 9, 30))
    assert rules.holder_on(MARCH, stay, "maya", []) == "maya"
    assert rules.holder_on(date(2026, 9, 30), stay, "maya", []) == "maya"
    assert rules.holder_on(MARCH, stay, None, []) is None


def test_history_that_does_not_cover_the_day_means_nobody():
    history = [Assigned("maya", date(2026, 5, 1))]
    assert rules.holder_on(date(2026, 4, 1), Stay(MARCH), "maya", history) is None


def test_nobody_holds_an_enrolment_before_entry_or_after_exit():
    stay = Stay(MARCH, date(2026, 9, 30))
    history = [Assigned("maya", date(2026, 1, 1))]
    for on in (date(2026, 2, 28), date(2026, 10, 1)):
        assert rules.holder_on(on, stay, "maya", history) is None
        assert rules.holder_on(on, stay, "maya", []) is None


@given(st.lists(spans(lambda a, b: Assigned(str(a), a, b)), max_size=5), DAYS, st.randoms())
def test_the_holder_does_not_depend_on_the_order_of_rows(history, on, random):
    shuffled = random.sample(history, len(history))
    stay = Stay(date(2026, 1, 1))
    assert rules.holder_on(on, stay, None, history) == rules.holder_on(on, stay, None, shuffled)


@pytest.mark.parametrize(
    ("enrolled", "referred", "label"),
    [
        ([True], [], Label.SUD),
        ([True, True], [False], Label.SUD),
        ([True, False], [], Label.NORMAL),
        ([False], [True], Label.NORMAL),
        ([], [True], Label.SUD),
        ([], [True, False], Label.NORMAL),
        ([], [], Label.NORMAL),
    ],
)
def test_a_client_is_labelled_only_while_every_enrolment_is(enrolled, referred, label):
    assert rules.client_label(enrolled, referred) is label


# Facets


def test_searching_and_working_go_together():
    working = FacetSpan(FacetKind.WORKING, MARCH)
    searching = FacetSpan(FacetKind.SEARCHING, MARCH)
    assert rules.facet_problem(searching, [working]) is None
    assert rules.kinds_on([working, searching], MARCH) == {FacetKind.WORKING, FacetKind.SEARCHING}
    assert rules.kinds_on([working, searching], date(2026, 2, 28)) == frozenset()


def test_a_facet_is_not_written_twice_for_one_day():
    paused = FacetSpan(FacetKind.PAUSED, MARCH, date(2026, 3, 10))
    again = FacetSpan(FacetKind.PAUSED, date(2026, 3, 10))
    assert rules.facet_problem(again, [paused]) is FacetProblem.ALREADY_SO
    assert rules.facet_problem(again._replace(from_on=date(2026, 3, 11)), [paused]) is None
    backwards = FacetSpan(FacetKind.PAUSED, MARCH, date(2026, 2, 1))
    assert rules.facet_problem(backwards, []) is FacetProblem.ENDS_BEFORE_START


def test_working_follows_from_jobs_and_is_never_set_by_hand():
    by_hand = FacetSpan(FacetKind.WORKING, MARCH)
    assert rules.facet_problem(by_hand, []) is FacetProblem.FOLLOWS_JOBS


def test_two_jobs_one_after_the_other_are_one_time_in_work():
    jobs = [
        Span(date(2026, 3, 11)),
        Span(date(2026, 1, 5), date(2026, 1, 20)),
        Span(MARCH, date(2026, 3, 10)),
    ]
    assert rules.facets_from_jobs(jobs) == [
        FacetSpan(FacetKind.WORKING, date(2026, 1, 5), date(2026, 1, 20)),
        FacetSpan(FacetKind.WORKING, MARCH, None),
    ]


@given(st.lists(spans(), max_size=6))
def test_joining_keeps_every_day_and_adds_none(some):
    joined = rules.joined(some)
    for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(90)):
        assert any(closed(day, *s) for s in some) == any(closed(day, *s) for s in joined)
    assert rules.joined(reversed(some)) == joined
    for one, following in zip(joined, joined[1:], strict=False):
        assert one.to_on is not None
        assert following.from_on > one.to_on + timedelta(days=1)


# Choices about employers


BAKERY, HOTEL = "Hill Street Bakery", "Harbour Hotel"


def test_a_choice_allows_what_it_says_and_less():
    choice = EmployerChoice(Topic.NAME, signed_on=MARCH)
    for topic, allowed in [("unnamed", True), ("name", True), ("service", False), ("more", False)]:
        assert rules.choice_covers(choice, Topic(topic), BAKERY, MARCH) is allowed


def test_a_choice_for_one_employer_is_not_one_for_another():
    choice = EmployerChoice(Topic.MORE, signed_on=MARCH, employer=BAKERY)
    assert rules.choices_cover([choice], Topic.NAME, BAKERY, MARCH)
    assert not rules.choices_cover([choice], Topic.NAME, HOTEL, MARCH)


def test_a_choice_holds_from_its_signature_to_its_last_day():
    choice = EmployerChoice(Topic.NAME, signed_on=MARCH, expires_on=date(2026, 3, 31))
    on = [date(2026, 2, 28), MARCH, date(2026, 3, 31), date(2026, 4, 1)]
    held = [rules.choice_covers(choice, Topic.NAME, BAKERY, day) for day in on]
    assert held == [False, True, True, False]


def test_a_revoked_choice_ends_at_once():
    revoked = EmployerChoice(Topic.NAME, signed_on=MARCH, revoked_on=date(2026, 3, 9))
    assert rules.choice_covers(revoked, Topic.NAME, BAKERY, date(2026, 3, 8))
    assert not rules.choice_covers(revoked, Topic.NAME, BAKERY, date(2026, 3, 9))


def test_an_empty_topic_allows_nothing():
    empty = EmployerChoice(None, signed_on=MARCH)
    assert not rules.choices_cover([empty], Topic.UNNAMED, BAKERY, MARCH)
